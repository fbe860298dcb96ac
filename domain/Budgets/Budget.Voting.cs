using Participation.Board;
using Participation.People;
using Participation.Spaces;

namespace Participation.Budgets;

/// <content>Who votes, and what makes a ballot.</content>
public partial class Budget : IBallotPaper
{
    /// <summary>How a ballot of this budget is filled in.</summary>
    public Form BallotRules => Terms.FormFor(_projects.Count);

    public Refusal? WhyNotVoteNow(Space space, DateTimeOffset now) =>
        CancelledAt is { } cancelled ? BudgetRefusals.Cancelled(cancelled)
        : RepeatsId is not null && !VotingPhases(space).Any(p => p.StartsAt <= now) ? WhyNotVoteAgainYet(space)
        : EndedAt(space) is { } ended ? SpaceRefusals.Closed(Acts.Vote, ended) : space.WhyNotOpen(Acts.Vote, now);

    /// <summary>Why this person cannot cast or change a ballot now, or null when they can.</summary>
    public Refusal? WhyNotVote(Space space, Person person, DateTimeOffset now) =>
        WhyNotVoteNow(space, now)
        ?? space.WhyNot(Acts.Vote, person, now)
        ?? (DistrictId is { } district && person.DistrictId != district ? BudgetRefusals.OtherDistrict : null)
        ?? (Terms.Drawing?.Includes(person.Id) == false ? BudgetRefusals.DrawnElsewhere : null);

    /// <summary>Why someone cannot vote who says so much of their age, or null.</summary>
    /// <param name="isOldEnough">Whether they say that they have <see cref="VoteTerms.MinimumAge"/>.</param>
    public Refusal? WhyNotAtThatAge(bool isOldEnough) =>
        Terms.MinimumAge is null || isOldEnough ? null : BudgetRefusals.TooYoung with { Count = Terms.MinimumAge };

    /// <summary>Why these choices make no ballot, or null when they do.</summary>
    /// <param name="choices">Projects by number, in the voter's order; with the points that each is given, where the form has points.</param>
    public Refusal? WhyNotChoose(IReadOnlyCollection<ProjectChoice> choices)
    {
        var cost = CostOf(choices.Select(c => c.Project));

        return choices.Count == 0 ? BudgetRefusals.NothingChosen
            : Terms.Form == BallotForm.Knapsack && cost.Minor > AmountMinor ? BudgetRefusals.AboveTheAmount(cost with { Minor = cost.Minor - AmountMinor })
            : BallotRules.WhyNot([.. BallotRules.InOrder(choices.Select(c => new Choice(KeyOf(c.Project), c.Points)))], this);
    }

    /// <summary>Fills in the person's ballot. It bears no trace of them: they are marked on the roll as it goes into the box.</summary>
    /// <param name="manifest">Of this budget's board.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Who votes.</param>
    /// <param name="chosen">See <see cref="WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="isOldEnough">See <see cref="WhyNotAtThatAge"/>.</param>
    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotVote"/>, <see cref="WhyNotAtThatAge"/>, <see cref="WhyNotChoose"/> and <see cref="Form.WhyNot"/>.
    /// </exception>
    public Opening Cast(
        Manifest manifest, Space space, Person person, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, DateTimeOffset now, bool isOldEnough = false)
    {
        RefusedException.ThrowIf(WhyNotVote(space, person, now) ?? WhyNotAtThatAge(isOldEnough) ?? (Terms.ByPermit ? BudgetRefusals.PermitNeeded : null));

        return Open(manifest, chosen, nonce);
    }

    /// <summary>Fills in a ballot of nobody: what comes with it says that somebody may cast it.</summary>
    /// <inheritdoc cref="Cast"/>
    /// <param name="manifest">Of this budget's board.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="permit">Given to somebody who may vote; null for a ballot that replaces another.</param>
    /// <param name="chosen">See <see cref="WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">Voting is not open, the permit is not of this vote, or the choices make no ballot.</exception>
    public Opening CastByPermit(Manifest manifest, Space space, Permit? permit, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotVoteNow(space, now) ?? (Terms.ByPermit ? null : BudgetRefusals.NoPermits));
        RefusedException.ThrowIf(permit is null || manifest.TokenKey?.Verifies(permit) == true ? null : BudgetRefusals.PermitUnreadable);

        return Open(manifest, chosen, nonce);
    }

    /// <summary>A ballot, filled in.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChoose"/> and <see cref="Form.WhyNot"/>.</exception>
    internal Opening Open(Manifest manifest, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce)
    {
        RefusedException.ThrowIf(WhyNotChoose(chosen));

        var choices = chosen.Select(c => new Choice(KeyOf(c.Project), c.Points));
        var opening = new Opening(manifest.Id, [.. manifest.Form.InOrder(choices)], nonce);
        RefusedException.ThrowIf(manifest.Form.WhyNot(opening.Choices, manifest));

        return opening;
    }

    long IBallotPaper.Amount => AmountMinor;

    long? IBallotPaper.CostOf(string project) => _projects.Find(p => p.Key == project)?.CostMinor;

    /// <summary>A project's id on ballots; for a number that none has, one that none has.</summary>
    private string KeyOf(int number) => _projects.Find(p => p.Number == number)?.Key ?? "";

    private Refusal WhyNotVoteAgainYet(Space space) =>
        VotingPhases(space).FirstOrDefault() is { } next ? SpaceRefusals.NotYetOpen(Acts.Vote, next.StartsAt) : BudgetRefusals.NoVotePlanned;
}
