using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Proposals;

public class IndexModel(ProposalList list, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock) : PageModel
{
    public Space Space { get; private set; } = null!;
    public Almanac.Page Almanac { get; private set; } = null!;
    public ListFilters Filters { get; private set; } = null!;
    public ProposalListPage List { get; private set; } = null!;
    public Pager Pager { get; private set; } = null!;
    public bool ShowsMap { get; private set; }

    /// <summary>Why nobody proposes anything now; null while proposals are open.</summary>
    public Refusal? WhyNotPropose { get; private set; }

    /// <summary>Until when proposals are open; null while they are not.</summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    public string Path => $"/spaces/{Space.Slug}/proposals";

    /// <summary>What is chosen, in words, and the address of the list without it.</summary>
    public IEnumerable<(string Text, string Address)> Chosen()
    {
        if (Filters.Words is { } typed)
        {
            yield return ($"«\u00a0{typed}\u00a0»", Path + (Filters with { Words = null }).ToQuery());
        }

        if (Filters.Category is { } category)
        {
            yield return (words.In(category.Name), Path + (Filters with { Category = null }).ToQuery());
        }

        if (Filters.District is { } district)
        {
            yield return (district.Name, Path + (Filters with { District = null }).ToQuery());
        }

        if (Filters.State is { } state)
        {
            yield return (words[$"proposals.states.{state}"], Path + (Filters with { State = null }).ToQuery());
        }

        if (Filters.Area is not null)
        {
            yield return (words["proposals.list.on_the_map"], Path + (Filters with { Area = null }).ToQuery());
        }
    }

    public async Task<IActionResult> OnGetAsync(string slug, string? after, string? before, string? view, CancellationToken stop)
    {
        Almanac = await almanac.ReadAsync(stop);
        if (Almanac.Space(slug) is not { } space || !space.IsPublished && await me.FindAsync() is not { IsCouncil: true })
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        Space = space;
        Filters = ListFilters.Read(Request.Query, space, Almanac);
        ShowsMap = view == "map";
        WhyNotPropose = space.WhyNotOpen(Acts.Propose, now);
        OpenUntil = WhyNotPropose is null ? space.PhaseAt(now)?.EndsAt : null;

        var search = Filters.In(space.Id, Shuffle.Of(HttpContext) * (int.MaxValue / Shuffle.Starts));
        List = await list.ReadAsync(search, ProposalCursor.Parse(after, search.Order), ProposalCursor.Parse(before, search.Order), me.Id, stop);
        Pager = new Pager(
            List.Before is { } start ? Path + Filters.ToQuery("before", start.ToString()) : null,
            List.After is { } end ? Path + Filters.ToQuery("after", end.ToString()) : null);
        Shuffle.Remember(HttpContext);
        return Page();
    }
}
