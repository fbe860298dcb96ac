using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Texts;
using Participation.Web.Foundation;
using Participation.Web.Pages.Proposals;

namespace Participation.Web.Pages.Spaces;

/// <summary>One consultation: what it is about, where it stands, and all that belongs to it.</summary>
public class ShowModel(ParticipationDb db, Almanac almanac, CurrentPerson me, ProposalList list, TimeProvider clock) : PageModel
{
    private const int SomeProposals = 3;
    private const int MostOfAKind = 12;

    private static readonly Acts[] ByWeight = [Acts.Vote, Acts.Propose, Acts.Support, Acts.Comment];

    private readonly DateTimeOffset _now = clock.GetUtcNow();

    public SpaceGlance Glance { get; private set; } = null!;

    public Space Space => Glance.Space;

    public Almanac.Page Almanac { get; private set; } = null!;

    /// <summary>A few at random, others each time one comes back.</summary>
    public ProposalCards Proposals { get; private set; } = null!;

    public IReadOnlyList<BudgetCard> Budgets { get; private set; } = [];

    public IReadOnlyList<DebateCard> Debates { get; private set; } = [];

    /// <summary>The vote to lead to, where one is open.</summary>
    public BudgetCard? OpenBudget => Glance.Stage == SpaceStage.Vote ? Budgets.FirstOrDefault(b => !b.IsClosed) : null;

    /// <summary>Whether the space is one in which people propose, now or at another time.</summary>
    public bool HasProposals => Space.Proposals > 0 || Space.Phases.Any(p => p.Acts.HasFlag(Acts.Propose));

    /// <summary>Where the button would be: when the weightiest act to come opens. Null while something is open, or nothing will be.</summary>
    public Refusal? WhyNotYet =>
        Glance.IsOpen || Space.Phases.FirstOrDefault(p => p.StartsAt > _now && p.Acts != Acts.None) is not { } next
            ? null
            : Space.WhyNotOpen(ByWeight.First(act => next.Acts.HasFlag(act)), _now);

    /// <summary>past, now or next, as the timeline shows it.</summary>
    public string TimeOf(Phase phase) => phase.IsOver(_now) ? "past" : phase.IsRunning(_now) ? "now" : "next";

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken stop)
    {
        Almanac = await almanac.ReadAsync(stop);
        if (Almanac.Space(slug) is not { } space || !space.IsPublished && await me.FindAsync() is not { IsCouncil: true })
        {
            return NotFound();
        }

        Glance = SpaceGlance.Of(space, _now);
        Proposals = new ProposalCards(space.Proposals == 0 ? [] : await SomeAsync(space, stop), Almanac, IsRow: false, Level: 3);
        Budgets = await db.Budgets
            .Where(b => b.SpaceId == space.Id)
            .OrderByDescending(b => b.CreatedAt)
            .Take(MostOfAKind)
            .Select(b => new BudgetCard(
                b.Id, b.Number, b.Title, new Money(b.AmountMinor, b.Currency), b.Turnout, b.ClosedAt != null, b.CancelledAt != null, b.PublishedAt != null,
                db.Projects.Count(p => p.BudgetId == b.Id)))
            .ToListAsync(stop);
        Debates = await db.Debates
            .Where(d => d.SpaceId == space.Id)
            .OrderByDescending(d => d.OpenedAt)
            .Take(MostOfAKind)
            .Select(d => new DebateCard(d.Number, d.Title, d.Body, d.Comments, d.ConcludedAt != null))
            .ToListAsync(stop);
        Shuffle.Remember(HttpContext);
        return Page();
    }

    private async Task<IReadOnlyList<ProposalRow>> SomeAsync(Space space, CancellationToken stop)
    {
        var search = new ProposalSearch(space.Id) { Order = ProposalOrder.Shuffled, Start = Shuffle.Of(HttpContext) * (int.MaxValue / Shuffle.Starts) };
        return [.. (await list.ReadAsync(search, readerId: me.Id, stop: stop)).Rows.Take(SomeProposals)];
    }
}

/// <summary>A budget as the page of its space shows it.</summary>
public sealed record BudgetCard(Guid Id, int Number, LocalizedText Title, Money Amount, int Turnout, bool IsClosed, bool IsCancelled, bool IsPublished, int Projects);

/// <summary>A debate as the page of its space shows it.</summary>
public sealed record DebateCard(int Number, LocalizedText Title, LocalizedText Body, int Comments, bool IsConcluded);
