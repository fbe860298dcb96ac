using Participation.People;
using Participation.Polling;
using Participation.Spaces;

namespace Participation.Budgets;

/// <content>
/// Votes on paper, beside those online. The online vote ends at its time; papers may be entered until the council says that
/// all are in, and only then is the box sealed.
/// </content>
public partial class Budget
{
    /// <summary>Where paper is taken, when online ballots were shut out for good; else null.</summary>
    public DateTimeOffset? OnlineEndedAt { get; private set; }

    /// <summary>When the council said that all papers are entered.</summary>
    public DateTimeOffset? PaperCompletedAt { get; private set; }

    public Guid? PaperCompletedById { get; private set; }

    /// <summary>Whether nothing but papers keeps the box open once the online vote is over.</summary>
    public bool AwaitsPaper => Terms.TakesPaper && PaperCompletedAt is null;

    /// <summary>Why this person brings no papers, or null when they may.</summary>
    public Refusal? WhyNotTakePaper(Person person) =>
        !person.IsModerator ? PersonRefusals.ModeratorsOnly
        : !Terms.TakesPaper ? PollingRefusals.NoPaper
        : !AwaitsPaper || ClosedAt is not null ? PollingRefusals.PaperComplete
        : null;

    /// <summary>Why someone is not marked as voting on paper, or null when they can be. That they have voted, the roll says.</summary>
    public Refusal? WhyNotMark(Space space, Person voter, Person by, DateTimeOffset now) =>
        WhyNotTakePaper(by) ?? WhyNotVote(space, voter, now);

    /// <summary>Marks someone as voting on paper, before they are given the paper. They cannot vote online from then on.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotMark"/>.</exception>
    public RollEntry MarkOnPaper(Space space, Person voter, Person by, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotMark(space, voter, by, now));

        Record(new MarkedOnPaper(voter.Id, Id, by.Id), now);
        Record(new BallotsCast(Id, 1), BallotsCast.DayOf(now));
        return new RollEntry(this, voter, Channel.Paper);
    }

    /// <summary>
    /// Takes a mark back that was an error. Who did stays in the journal; and no more papers are ever counted than marks
    /// are left, so that a paper whose mark is gone is one too many.
    /// </summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotTakePaper"/>.</exception>
    public void UndoMark(RollEntry entry, Person by, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotTakePaper(by));
        RefusedException.ThrowIf(entry.Channel == Channel.Paper ? null : PollingRefusals.NotMarked);

        Record(new PaperMarkUndone(entry.PersonId, Id, by.Id), now);
        Record(new BallotsCast(Id, -1), BallotsCast.DayOf(now));
    }

    /// <summary>Writes down that someone was let in to vote at the counter.</summary>
    public void CodeWasGiven(Person by, DateTimeOffset now) => Record(new CounterCodeGiven(Id, by.Id), BallotsCast.DayOf(now));

    /// <summary>Shuts online ballots out for good, while papers are still entered. Doing it again changes nothing.</summary>
    /// <exception cref="RefusedException">The voting time is not over.</exception>
    public void EndOnline(Space space, DateTimeOffset now)
    {
        RefusedException.ThrowIf(IsOver(space, now) ? null : BudgetRefusals.VotingNotOver);

        OnlineEndedAt ??= now;
    }

    public Refusal? WhyNotCompletePaper(Person person) =>
        !person.IsCouncil ? PersonRefusals.CouncilOnly
        : !Terms.TakesPaper ? PollingRefusals.NoPaper
        : PaperCompletedAt is not null ? PollingRefusals.PaperComplete
        : OnlineEndedAt is null ? PollingRefusals.OnlineGoesOn
        : null;

    /// <summary>Says that all papers are entered. The box is sealed next, and the ballots are counted.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotCompletePaper"/>.</exception>
    public void CompletePaper(Person person, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotCompletePaper(person));

        (PaperCompletedAt, PaperCompletedById) = (now, person.Id);
        Record(new PaperCompleted(Id, SpaceId, person.Id), now);
    }

    private bool IsOver(Space space, DateTimeOffset now) => VotingEnds(space) is { } end && end <= now;
}
