using Participation.Commissions;
using Participation.Journal;
using Participation.Places;
using Participation.Polling;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Budgets;

/// <summary>An amount of public money, the projects it could pay for, and the vote that decides.</summary>
public partial class Budget : Recorded
{
    private Budget()
    {
    }

    /// <param name="space">Where the vote takes place; the phases that open <see cref="Acts.Vote"/> are its voting time.</param>
    /// <param name="title">In each language the council writes.</param>
    /// <param name="amount">What there is to spend, above zero.</param>
    /// <param name="now">When it was made.</param>
    /// <exception cref="RefusedException">The amount is not above zero.</exception>
    public Budget(Space space, LocalizedText title, Money amount, DateTimeOffset now)
    {
        RefusedException.ThrowIf(amount.Minor <= 0 ? BudgetRefusals.AmountMissing : null);

        SpaceId = space.Id;
        Title = title;
        AmountMinor = amount.Minor;
        Currency = amount.Currency;
        CreatedAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Given by the database; part of its address.</summary>
    public int Number { get; private set; }

    public Guid SpaceId { get; private set; }
    public LocalizedText Title { get; private set; } = LocalizedText.Empty;

    /// <summary>Markdown.</summary>
    public LocalizedText Description { get; private set; } = LocalizedText.Empty;

    public long AmountMinor { get; private set; }
    public string Currency { get; private set; } = "EUR";

    /// <summary>The district whose residents vote; null for the whole town.</summary>
    public Guid? DistrictId { get; private set; }

    /// <summary>How the vote is held: all that the council settles beforehand.</summary>
    public VoteTerms Terms { get; private set; } = new();

    /// <summary>Whether voters are shown one project at a time, until they would rather see all.</summary>
    public bool ShowsOneByOne { get; private set; }

    /// <summary>Whether votes by project are shown while people still vote. Off unless the council decides otherwise.</summary>
    public bool ShowsTalliesEarly { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>How many ballots were cast; follows the ballots within a second.</summary>
    public int Turnout { get; private set; }

    /// <summary>When the council fixed and published all that decides the vote; null where it left that to the opening.</summary>
    public DateTimeOffset? RulesPublishedAt { get; private set; }

    /// <summary>When the ballot box was shut for good. The voting time ends by itself; this is the seal.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Why the council can no longer change amount, projects or rule: people have begun to vote on them.</summary>
    public Refusal? WhyNotChange(Space space, DateTimeOffset now) =>
        CancelledAt is { } cancelled ? BudgetRefusals.Cancelled(cancelled)
        : RulesPublishedAt is not null ? BudgetRefusals.RulesPublished
        : ClosedAt is not null || Turnout > 0 || VotingPhases(space).Any(p => p.StartsAt <= now)
            ? BudgetRefusals.VotingHasBegun
            : null;

    public void Describe(LocalizedText title, LocalizedText description)
    {
        Title = title;
        Description = description;
    }

    /// <summary>Writes down who of the council changed which part of it.</summary>
    public void WasChanged(BudgetPart part, Guid byId, DateTimeOffset now) => Record(new BudgetChanged(Id, SpaceId, part, byId), now);

    public void ShowTalliesEarly(bool show) => ShowsTalliesEarly = show;

    public void ShowOneByOne(bool show) => ShowsOneByOne = show;

    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotChange"/>; or the amount is not above zero, does not hold the reserved parts, or takes more steps
    /// than the rule may make.
    /// </exception>
    public void Grant(Space space, Money amount, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));
        RefusedException.ThrowIf(amount.Minor <= 0 ? BudgetRefusals.AmountMissing : null);
        RefusedException.ThrowIf(Terms.ReservedMinor > amount.Minor ? BudgetRefusals.ReservedAboveTheAmount with { Field = "Amount" } : null);
        RefusedException.ThrowIf(Terms.WhyNotRaise(amount.Minor, "Amount"));

        AmountMinor = amount.Minor;
        Currency = amount.Currency;
    }

    /// <summary>Decides of which district one must be to vote; of any, where there is none.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>.</exception>
    public void Admit(Space space, District? district, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now));

        DistrictId = district?.Id;
    }

    /// <summary>Decides how the vote is held. Its projects must be loaded.</summary>
    /// <param name="space">Where it takes place.</param>
    /// <param name="terms">All of them: those that change, and the others as they are.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotChange"/> and <see cref="VoteTerms.WhyNot"/>; or the terms do not go with amount and projects: a share
    /// is raised too little for the dearest, a group names a project that does not stand, more is reserved than there is, or there
    /// is nothing to draw among.
    /// </exception>
    public void Settle(Space space, VoteTerms terms, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now) ?? terms.WhyNot() ?? WhyNotGoWith(terms));

        Terms = terms;
    }

    /// <summary>When the voting time is over for good: the end of the last phase that opens it. Null while none is planned.</summary>
    public DateTimeOffset? VotingEnds(Space space) => VotingPhases(space).LastOrDefault()?.EndsAt;

    /// <summary>The phases of the space that open this vote. One held again waits for a phase of its own.</summary>
    internal IEnumerable<Phase> VotingPhases(Space space) =>
        space.Phases.Where(p => p.Acts.HasFlag(Acts.Vote) && (RepeatsId is null || p.StartsAt > CreatedAt));

    /// <summary>
    /// When voting ended for those who vote: with its time, though the seal came a moment after, or once papers were in.
    /// Null until nobody can vote any more.
    /// </summary>
    public DateTimeOffset? EndedAt(Space space)
    {
        var shut = OnlineEndedAt ?? ClosedAt;

        return VotingEnds(space) is { } end && end < shut ? end : shut;
    }

    public Refusal? WhyNotClose(Space space, DateTimeOffset now) =>
        !IsOver(space, now) ? BudgetRefusals.VotingNotOver : AwaitsPaper ? PollingRefusals.PaperAwaited : null;

    /// <summary>Seals the ballot box. Doing it again changes nothing.</summary>
    /// <exception cref="RefusedException">The voting time is not over; see <see cref="WhyNotClose"/>.</exception>
    public void Close(Space space, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotClose(space, now));
        if (ClosedAt is null)
        {
            ClosedAt = now;
            Record(new VoteClosed(Id, SpaceId), now);
        }
    }

    /// <param name="space">Where it takes place.</param>
    /// <param name="commission">Of this vote, which is fixed with them; null where it has none.</param>
    /// <param name="now">When.</param>
    public Refusal? WhyNotPublishRules(Space space, Commission? commission, DateTimeOffset now) =>
        WhyNotChange(space, now)
        ?? (_projects.Count == 0 ? BudgetRefusals.NoProjects
            : VotingEnds(space) is null ? BudgetRefusals.NoVotePlanned
            : commission is { Members.Count: > 0, IsComplete: false } ? CommissionRefusals.KeysMissing
            : null);

    /// <summary>Fixes all that decides the vote, so that everyone can read it before voting begins.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotPublishRules"/>.</exception>
    public void PublishRules(Space space, Commission? commission, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotPublishRules(space, commission, now));

        RulesPublishedAt = now;
    }

    /// <summary>Why amount and projects do not go with these terms.</summary>
    private Refusal? WhyNotGoWith(VoteTerms terms) =>
        terms.WhyNotRaise(_projects.Select(p => p.CostMinor).Append(AmountMinor).Max(), BudgetRefusals.IncrementTooSmall.Field)
        ?? (!terms.Groups.All(g => g.Projects.All(n => _projects.Exists(p => p.Number == n))) ? BudgetRefusals.GroupLimitsNothing
            : terms.ReservedMinor > AmountMinor ? BudgetRefusals.ReservedAboveTheAmount
            : terms.LotSeed is not null && _projects.Count == 0 ? BudgetRefusals.NoProjects
            : null);
}
