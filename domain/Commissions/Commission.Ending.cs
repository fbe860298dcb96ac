using Participation.Budgets;
using Participation.People;
using Participation.Texts;

namespace Participation.Commissions;

/// <content>How a review ends: the commission says so, or lets it lie until the council may.</content>
public partial class Commission
{
    /// <summary>Days after the close that the review is the commission's alone. Then a result waits no longer than the council lets it.</summary>
    public const int ReviewDays = 14;

    /// <summary>When it was said that nothing more is to be taken out; null until then.</summary>
    public DateTimeOffset? ReviewedAt { get; private set; }

    public Guid? ReviewedById { get; private set; }

    /// <summary>Why the council ended the review in place of the commission, for everyone to read; empty where it did not.</summary>
    public LocalizedText EndReason { get; private set; } = LocalizedText.Empty;

    /// <summary>Requests to take a ballot out that the council dropped with it.</summary>
    public int Dropped { get; private set; }

    /// <summary>Whether the council ended the review.</summary>
    public bool WasEndedByCouncil => EndReason.ByLanguage.Count > 0;

    /// <summary>Whether a closed vote waits for it.</summary>
    public bool IsToReview => IsComplete && ReviewedAt is null;

    /// <summary>Until when the review is the commission's alone; null while the box is open, or was never to be counted.</summary>
    public static DateTimeOffset? ReviewLastsUntil(Budget budget) => budget.CancelledAt is null ? budget.ClosedAt?.AddDays(ReviewDays) : null;

    /// <summary>Why this person cannot end the review; null when they can.</summary>
    /// <param name="budget">Of this commission.</param>
    /// <param name="person">Who would end it.</param>
    /// <param name="orders">How many ballots are still to be taken out.</param>
    public Refusal? WhyNotFinish(Budget budget, Person person, int orders) =>
        MemberOf(person.Id)?.HasKeys != true ? CommissionRefusals.MembersOnly
        : WhyNothingToEnd(budget)
        ?? (orders > 0 ? CommissionRefusals.OrdersOpen with { Count = orders } : null);

    /// <summary>Says that nothing more is to be taken out. The count waits for it.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotFinish"/>.</exception>
    public void Finish(Budget budget, Person person, int orders, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotFinish(budget, person, orders));

        (ReviewedAt, ReviewedById) = (now, person.Id);
        Record(new BoxReviewed(BudgetId, budget.SpaceId, person.Id), now);
    }

    /// <summary>Why this person cannot end the review in place of the commission; null when they can.</summary>
    public Refusal? WhyNotEnd(Budget budget, Person council, DateTimeOffset now) =>
        !council.IsCouncil ? PersonRefusals.CouncilOnly
        : WhyNothingToEnd(budget)
        ?? (ReviewLastsUntil(budget) is { } until && now < until ? CommissionRefusals.ReviewGoesOn with { At = until } : null);

    /// <summary>Ends a review that the commission has let lie, before everyone. What is still asked for is dropped: those ballots count.</summary>
    /// <param name="budget">Of this commission.</param>
    /// <param name="council">Who ends it.</param>
    /// <param name="reason">In every language: everyone reads it.</param>
    /// <param name="orders">How many requests are dropped.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotEnd"/>; or the reason is missing in some language.</exception>
    public void End(Budget budget, Person council, LocalizedText reason, int orders, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotEnd(budget, council, now));
        RefusedException.ThrowIf(Language.Codes.All(reason.ByLanguage.ContainsKey) ? null : CommissionRefusals.EndReasonMissing);

        (ReviewedAt, ReviewedById, EndReason, Dropped) = (now, council.Id, reason, orders);
        Record(new ReviewEnded(BudgetId, budget.SpaceId, council.Id), now);
    }

    private Refusal? WhyNothingToEnd(Budget budget) =>
        budget.CancelledAt is { } cancelled ? BudgetRefusals.Cancelled(cancelled)
        : budget.ClosedAt is null ? BudgetRefusals.VotingNotOver
        : !IsToReview ? CommissionRefusals.NothingToReview
        : null;
}
