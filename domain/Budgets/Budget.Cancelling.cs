using Participation.People;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Budgets;

/// <content>Votes that the council calls off before everyone, and holds again.</content>
public partial class Budget
{
    /// <summary>When the council called the vote off; then nothing is ever counted.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    public Guid? CancelledById { get; private set; }

    /// <summary>Why, for everyone to read.</summary>
    public LocalizedText CancelReason { get; private set; } = LocalizedText.Empty;

    /// <summary>The cancelled vote that this one holds again; else null.</summary>
    public Guid? RepeatsId { get; private set; }

    /// <summary>Why this person cannot call the vote off. Before anything is settled there is no need: the council just changes it.</summary>
    public Refusal? WhyNotCancel(Space space, Person person, DateTimeOffset now) =>
        !person.IsCouncil ? PersonRefusals.CouncilOnly
        : CancelledAt is { } cancelled ? BudgetRefusals.Cancelled(cancelled)
        : ClosedAt is not null ? BudgetRefusals.TooLateToCancel
        : WhyNotChange(space, now) is null ? BudgetRefusals.NothingToCancel
        : null;

    /// <summary>Calls the vote off: its box is shut, and never counted.</summary>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Of the council.</param>
    /// <param name="reason">In every language: everyone reads it.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotCancel"/>; or the reason is missing in some language.</exception>
    public void Cancel(Space space, Person person, LocalizedText reason, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotCancel(space, person, now));
        RefusedException.ThrowIf(Language.Codes.All(reason.ByLanguage.ContainsKey) ? null : BudgetRefusals.CancelReasonMissing);

        (CancelledAt, CancelledById, CancelReason, ClosedAt) = (now, person.Id, reason, now);
        Record(new VoteCancelled(Id, SpaceId, person.Id), now);
    }

    /// <summary>
    /// Makes a budget of the same projects and settings, for a vote called off: open to change, and voted on in a phase that
    /// is yet to come. The lot is to be drawn anew.
    /// </summary>
    /// <exception cref="RefusedException">This vote was not cancelled.</exception>
    public Budget HoldAgain(Space space, DateTimeOffset now)
    {
        RefusedException.ThrowIf(CancelledAt is null ? BudgetRefusals.NotCancelled : null);

        var again = new Budget(space, Title, Amount, now)
        {
            Description = Description,
            DistrictId = DistrictId,
            ShowsOneByOne = ShowsOneByOne,
            ShowsTalliesEarly = ShowsTalliesEarly,
            Terms = Terms with { LotSeed = null },
            RepeatsId = Id,
        };
        again._projects.AddRange(_projects.Select(p => p.StandAgain(again)));

        return again;
    }
}
