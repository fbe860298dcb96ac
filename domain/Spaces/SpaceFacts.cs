using Participation.Journal;

namespace Participation.Spaces;

public sealed record SpacePublished(Guid SpaceId, Guid? ById = null) : IFactOfSpace
{
    public string Subject => $"space:{SpaceId}";
}

public sealed record SpaceWithdrawn(Guid SpaceId, Guid ById) : IFactOfSpace
{
    public string Subject => $"space:{SpaceId}";
}

/// <summary>What of a space the council may change.</summary>
public enum SpacePart
{
    /// <summary>It was made.</summary>
    Whole = 0,
    Texts = 1,
    Image = 2,
    Phases = 3,
    Categories = 4,
}

public sealed record SpaceChanged(Guid SpaceId, SpacePart Part, Guid ById) : IFactOfSpace
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
