using Participation.Journal;

namespace Participation.Spaces;

public sealed record SpacePublished(Guid SpaceId) : IFactOfSpace
{
    public string Subject => $"space:{SpaceId}";
}

/// <summary>The council moved, added or cancelled a phase.</summary>
public sealed record TimelineChanged(Guid SpaceId) : IFactOfSpace
{
    public string Subject => $"space:{SpaceId}";
}

/// <summary>A phase began or ended at its minute. <paramref name="PhaseId"/> is the one now running, if any.</summary>
public sealed record PhaseChanged(Guid SpaceId, Guid? PhaseId) : IFactOfSpace
{
    public string Subject => $"space:{SpaceId}";
}
