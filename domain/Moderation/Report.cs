using Participation.People;

namespace Participation.Moderation;

/// <summary>What can be reported.</summary>
public enum ReportedKind
{
    Proposal = 0,
    Comment = 1,
}

/// <summary>Which rule of the charter a person sees broken. Moderators give their decision one of the same.</summary>
public enum ReportReason
{
    Insult = 0,
    Discrimination = 1,

    /// <summary>A name, an address, a telephone number of someone who did not ask for it.</summary>
    PrivateData = 2,
    Advertising = 3,
    OffTopic = 4,
    Unlawful = 5,

    /// <summary>In the person's own words, which are then needed.</summary>
    Other = 6,
}

/// <summary>One person says that something breaks the charter. It waits until a moderator has looked.</summary>
public class Report
{
    public const int WordsMaxLength = 400;

    private Report()
    {
    }

    /// <param name="kind">What it is.</param>
    /// <param name="thingId">The proposal or comment.</param>
    /// <param name="authorId">Who wrote that.</param>
    /// <param name="person">Who reports it. Authors and other readers never learn who.</param>
    /// <param name="reason">The rule.</param>
    /// <param name="words">More about it; needed with <see cref="ReportReason.Other"/> only.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>; or the words are missing or too many.</exception>
    public Report(ReportedKind kind, Guid thingId, Guid authorId, Person person, ReportReason reason, string? words, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNot(authorId, person));
        RefusedException.ThrowIf(!Enum.IsDefined(reason) ? ModerationRefusals.NoSuchReason : null);
        RefusedException.ThrowIf(reason == ReportReason.Other && string.IsNullOrWhiteSpace(words) ? ModerationRefusals.WordsMissing : null);
        RefusedException.ThrowIf(words?.Trim().Length > WordsMaxLength ? ModerationRefusals.WordsTooMany : null);

        Kind = kind;
        ThingId = thingId;
        PersonId = person.Id;
        Reason = reason;
        Words = string.IsNullOrWhiteSpace(words) ? null : words.Trim();
        ReportedAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ThingId { get; private set; }
    public ReportedKind Kind { get; private set; }
    public Guid PersonId { get; private set; }
    public ReportReason Reason { get; private set; }
    public string? Words { get; private set; }
    public DateTimeOffset ReportedAt { get; private set; }

    /// <summary>When a moderator decided, one way or the other.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    public Guid? SettledById { get; private set; }

    public static Refusal? WhyNot(Guid authorId, Person person) =>
        person.DeletedAt is not null ? PersonRefusals.Deleted
        : person.Id == authorId ? ModerationRefusals.OwnWords
        : null;

    /// <exception cref="RefusedException">Not a moderator.</exception>
    public void Settle(Person moderator, DateTimeOffset now)
    {
        RefusedException.ThrowIf(moderator.IsModerator ? null : PersonRefusals.ModeratorsOnly);

        SettledAt ??= now;
        SettledById ??= moderator.Id;
    }
}
