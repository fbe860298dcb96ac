using Participation.Journal;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Discussion;

/// <summary>A question the council puts to the residents.</summary>
public class Debate : Recorded, ICommentable
{
    private Debate()
    {
    }

    /// <exception cref="RefusedException">See <see cref="WhyNotOpen"/>; or there is no title.</exception>
    public Debate(Space space, Person council, LocalizedText title, LocalizedText body, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotOpen(council));
        RefusedException.ThrowIf(title.IsEmpty ? DiscussionRefusals.TitleMissing : null);

        SpaceId = space.Id;
        AuthorId = council.Id;
        Title = title;
        Body = body;
        OpenedAt = now;

        Record(new DebateOpened(Id, SpaceId, AuthorId), now);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Given by the database; part of its address.</summary>
    public int Number { get; private set; }

    public Guid SpaceId { get; private set; }
    public Guid AuthorId { get; private set; }
    public LocalizedText Title { get; private set; } = LocalizedText.Empty;

    /// <summary>Markdown.</summary>
    public LocalizedText Body { get; private set; } = LocalizedText.Empty;

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>What the council takes from the debate, Markdown; empty until it is concluded.</summary>
    public LocalizedText Conclusion { get; private set; } = LocalizedText.Empty;

    public DateTimeOffset? ConcludedAt { get; private set; }

    /// <summary>How many comments can be read; follows the comments within a second.</summary>
    public int Comments { get; private set; }

    public bool TakesComments => ConcludedAt is null;

    public static Refusal? WhyNotOpen(Person person) => person.IsCouncil ? null : Proposals.ProposalRefusals.CouncilOnly;

    /// <exception cref="RefusedException">Not of the council, or there is no title.</exception>
    public void Reword(Person council, LocalizedText title, LocalizedText body)
    {
        RefusedException.ThrowIf(WhyNotOpen(council));
        RefusedException.ThrowIf(title.IsEmpty ? DiscussionRefusals.TitleMissing : null);

        Title = title;
        Body = body;
    }

    /// <summary>Closes the debate with what the council takes from it. Comments stay readable.</summary>
    /// <exception cref="RefusedException">Not of the council.</exception>
    public void Conclude(Person council, LocalizedText conclusion, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotOpen(council));

        Conclusion = conclusion;
        ConcludedAt ??= now;
        Record(new DebateConcluded(Id, SpaceId, council.Id), now);
    }
}
