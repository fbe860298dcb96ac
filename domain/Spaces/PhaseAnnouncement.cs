namespace Participation.Spaces;

/// <summary>What the clock tells about a phase.</summary>
public enum PhaseMoment
{
    Opening = 0,
    Closing = 1,
}

/// <summary>An opening or closing that was told to everyone. Moved to another time, it is told again.</summary>
public class PhaseAnnouncement
{
    private PhaseAnnouncement()
    {
    }

    public Guid PhaseId { get; private set; }
    public PhaseMoment What { get; private set; }
    public DateTimeOffset At { get; private set; }
}
