using Participation.Texts;

namespace Participation.Spaces;

/// <summary>A stretch of a space's time, and what is open during it.</summary>
public class Phase
{
    private Phase()
    {
    }

    internal Phase(Guid spaceId, LocalizedText title, LocalizedText summary, DateTimeOffset startsAt, DateTimeOffset endsAt, Acts acts)
    {
        SpaceId = spaceId;
        Change(title, summary, startsAt, endsAt, acts);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid SpaceId { get; private set; }
    public LocalizedText Title { get; private set; } = LocalizedText.Empty;
    public LocalizedText Summary { get; private set; } = LocalizedText.Empty;
    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>The first moment that no longer belongs to the phase.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public Acts Acts { get; private set; }

    public bool IsRunning(DateTimeOffset now) => StartsAt <= now && now < EndsAt;

    public bool IsOver(DateTimeOffset now) => EndsAt <= now;

    internal bool Overlaps(DateTimeOffset startsAt, DateTimeOffset endsAt) => StartsAt < endsAt && startsAt < EndsAt;

    internal void Change(LocalizedText title, LocalizedText summary, DateTimeOffset startsAt, DateTimeOffset endsAt, Acts acts)
    {
        Title = title;
        Summary = summary;
        StartsAt = startsAt;
        EndsAt = endsAt;
        Acts = acts;
    }
}
