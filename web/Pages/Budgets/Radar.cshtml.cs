using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Where members of the commission see which voters are strangely alike, after the close, and order ballots out.</summary>
public class RadarModel(ParticipationDb db, Voiding voiding, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : MemberPage(db, almanac, me, clock), IDrawnAgain
{
    /// <summary>People of a group that are named at a time.</summary>
    public const int MostNamed = 60;

    /// <summary>Those ticked.</summary>
    [BindProperty]
    public Guid[] People { get; set; } = [];

    /// <summary>Null until one is chosen.</summary>
    [BindProperty]
    public VoidReason? Reason { get; set; }

    public static IReadOnlyList<VoidReason> Reasons { get; } = [VoidReason.SeveralAccounts, VoidReason.BorrowedIdentity, VoidReason.NotEntitled];

    /// <summary>Likenesses of the same people, together: they are one group, alike in several ways.</summary>
    public IReadOnlyList<IReadOnlyList<Cluster>> Groups { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Voters whose ballots are ordered out already.</summary>
    public IReadOnlySet<Guid> Ordered { get; private set; } = new HashSet<Guid>();

    public async Task<IActionResult> OnGetAsync()
    {
        if (Budget.ClosedAt is null || !Commission.IsToReview || !Seat.HasKeys)
        {
            return Redirect($"{Address}/commission/work");
        }

        await DrawAgainAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Reason is { } given && Reasons.Contains(given) ? null : CommissionRefusals.ReasonMissing);
        RefusedException.ThrowIf(People.Length == 0 ? CommissionRefusals.NobodyChosen : null);
        await voiding.AskAsync(Budget, People, Reason!.Value, await Me.RequireAsync(), Now);

        return Redirect($"{Address}/commission/work");
    }

    public async Task DrawAgainAsync()
    {
        var stop = HttpContext.RequestAborted;
        Groups = [.. Radar.Clusters(await Db.SeenAsync(Budget.Id, stop)).GroupBy(cluster => string.Join(' ', cluster.People)).Select(group => group.ToList())];
        Ordered = await Db.VoidOrders.Where(o => o.BudgetId == Budget.Id && o.PersonId != null).Select(o => o.PersonId!.Value).ToHashSetAsync(stop);
        Names = await Db.People.NamesOfAsync(Groups.SelectMany(group => Named(group[0].People)), stop);
    }

    /// <summary>Those of a group that are named, ballots still to be ordered out first.</summary>
    public IEnumerable<Guid> Named(IEnumerable<Guid> people) => people.OrderBy(Ordered.Contains).Take(MostNamed);
}
