using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>What there is to spend, on which projects, and how to take part in deciding.</summary>
public class ShowModel(ParticipationDb db, BallotBox box, Almanac almanac, CurrentPerson me, TimeProvider clock) : BudgetPage(db, almanac, me, clock)
{
    /// <summary>On the phone: the map instead of the list.</summary>
    public bool ShowsMap => Request.Query["view"] == "map";

    public bool HasVoted { get; private set; }

    /// <summary>Whether the box is sealed and its commission is looking at it.</summary>
    public bool IsUnderReview { get; private set; }

    /// <summary>Whether nobody votes online any more, and papers are still being entered.</summary>
    public bool AwaitsPaper => Budget is { OnlineEndedAt: not null, AwaitsPaper: true, ClosedAt: null };

    /// <summary>What is said beside the number of voters, by its key; null where there is nothing more to say.</summary>
    public string? TurnoutNote =>
        Budget.CancelledAt is not null ? "rules.cancel.status"
        : Budget.IsPublished || IsUnderReview || Budget.IsToBeSigned || AwaitsPaper ? null
        : Budget.ClosedAt is not null ? "budgets.show.counting"
        : Budget.ShowsTallies ? "budgets.show.early"
        : "budgets.show.secret_until";

    /// <summary>Why this reader cannot vote now; null when they can.</summary>
    public Refusal? WhyNotVote { get; private set; }

    /// <summary>Where a lot decides who votes in which budget, the one it gave this reader, unless that is this one.</summary>
    public BudgetLink? Drawn { get; private set; }

    /// <summary>By project's number, while people vote, in a budget that shows them; else null.</summary>
    public IReadOnlyDictionary<int, int>? VotesSoFar { get; private set; }

    public async Task OnGetAsync()
    {
        WhyNotVote = Budget.WhyNotVoteNow(Space, Now) ?? (Person is null ? PersonRefusals.SignedOut : Budget.WhyNotVote(Space, Person, Now));
        var channel = Person is null ? null : await box.ChannelOfAsync(Budget.Id, Person.Id);
        WhyNotVote ??= await box.WhyNotAsync(Budget, Person!.Id, channel);
        Drawn = Budget.Terms.Drawing is { } drawing && Person is not null && !drawing.Includes(Person.Id) ? await DrawnAsync(drawing, Person.Id) : null;
        HasVoted = channel is not null;
        IsUnderReview = Budget.ClosedAt is not null && !Budget.IsPublished && await Db.Commissions.ToReview().AnyAsync(c => c.BudgetId == Budget.Id);
        VotesSoFar = Budget.ShowsTallies && !Budget.IsPublished ? await box.VotesSoFarAsync(Budget.Id) : null;
    }

    public ProjectResult? ResultOf(Project project) => Budget.Result?.Projects.FirstOrDefault(r => r.ProjectId == project.Id);

    private async Task<BudgetLink?> DrawnAsync(Drawing drawing, Guid personId)
    {
        var others = await Db.Budgets.AsNoTracking()
            .Where(b => b.SpaceId == Budget.SpaceId && b.Terms.Drawing != null && b.CancelledAt == null)
            .Select(b => new { b.Number, b.Title, b.Terms.Drawing })
            .ToListAsync(HttpContext.RequestAborted);

        return others.Where(b => b.Drawing!.Seed == drawing.Seed && b.Drawing.Includes(personId)).Select(b => new BudgetLink(b.Number, b.Title)).FirstOrDefault();
    }
}
