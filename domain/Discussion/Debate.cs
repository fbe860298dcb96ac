using Participation.Journal;
using Participation.People;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Discussion;

/// <summary>A question the council puts to the residents.</summary>
public class Debate : Recorded, ICommentable
{
    public const int TitleMaxLength = 200;
    public const int BodyMaxLength = 10_000;

    private Debate()
    {
    }

    /// <exception cref="RefusedException">See <see cref="WhyNotOpen"/> and <see cref="WhyNotCall"/>.</exception>
    public Debate(Space space, Person council, LocalizedText title, LocalizedText body, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotOpen(council));
        RefusedException.ThrowIf(WhyNotCall(title, body));

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

    public static Refusal? WhyNotCall(LocalizedText title, LocalizedText body) =>
        title.IsEmpty ? DiscussionRefusals.TitleMissing
        : IsLonger(title, TitleMaxLength) ? DiscussionRefusals.TitleTooLong
        : IsLonger(body, BodyMaxLength) ? DiscussionRefusals.BodyTooLong
        : null;

    /// <exception cref="RefusedException">Not of the council; or see <see cref="WhyNotCall"/>.</exception>
    public void Reword(Person council, LocalizedText title, LocalizedText body)
    {
        RefusedException.ThrowIf(WhyNotOpen(council));
        RefusedException.ThrowIf(WhyNotCall(title, body));

        Title = title;
        Body = body;
    }

    /// <summary>Closes the debate with what the council takes from it. Comments stay readable.</summary>
    /// <exception cref="RefusedException">Not of the council, or there is nothing to read.</exception>
    public void Conclude(Person council, LocalizedText conclusion, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotOpen(council));
        RefusedException.ThrowIf(conclusion.IsEmpty ? DiscussionRefusals.ConclusionMissing : IsLonger(conclusion, BodyMaxLength) ? DiscussionRefusals.ConclusionTooLong : null);

        Conclusion = conclusion;
        ConcludedAt ??= now;
        Record(new DebateConcluded(Id, SpaceId, council.Id), now);
    }

    private static bool IsLonger(LocalizedText text, int length) => text.ByLanguage.Values.Any(t => t.Length > length);
}
