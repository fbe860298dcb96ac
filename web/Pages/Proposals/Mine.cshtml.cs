using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Proposals;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Proposals;

/// <summary>What the person has written: drafts first, then what is published, newest first.</summary>
[Authorize]
public class MineModel(ParticipationDb db, Almanac almanac, CurrentPerson me) : PageModel
{
    private const int PageSize = 50;
    private const int MostDrafts = 100;

    public IReadOnlyList<Row> Drafts { get; private set; } = [];
    public IReadOnlyList<Row> Published { get; private set; } = [];
    public Almanac.Page Almanac { get; private set; } = null!;
    public Pager Pager { get; private set; } = new(null, null);

    /// <param name="below">Goes on below this number.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<IActionResult> OnGetAsync(int? below, CancellationToken stop)
    {
        Almanac = await almanac.ReadAsync(stop);
        var mine = db.Proposals.AsNoTracking().Where(p => p.AuthorId == me.Id);
        if (below is null)
        {
            Drafts = await Rows(mine.Where(p => p.State == ProposalState.Draft)).Take(MostDrafts).ToListAsync(stop);
        }

        var read = await Rows(mine.Where(p => p.State != ProposalState.Draft && (below == null || p.Number < below))).Take(PageSize + 1).ToListAsync(stop);
        Published = [.. read.Take(PageSize)];
        Pager = new Pager(below is null ? null : "/account/proposals", read.Count > PageSize ? $"/account/proposals?below={Published[^1].Number}" : null);
        return Page();
    }

    private static IQueryable<Row> Rows(IQueryable<Proposal> proposals) => proposals
        .OrderByDescending(p => p.Number)
        .Select(p => new Row(p.Number, p.Title, p.SpaceId, p.State, p.HiddenAt != null, p.Supports, p.Comments, p.ChangedAt));

    /// <summary>One line of the list.</summary>
    public sealed record Row(int Number, string Title, Guid SpaceId, ProposalState State, bool IsHidden, int Supports, int Comments, DateTimeOffset ChangedAt);
}
