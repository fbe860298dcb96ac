using Participation.Spaces;

namespace Participation.Web.Pages.Spaces;

/// <summary>Where a space stands, in the order in which people want to know of it.</summary>
public enum SpaceStage
{
    Vote,
    Propose,
    Discuss,

    /// <summary>A phase runs, and there is nothing to do but read.</summary>
    UnderWay,

    /// <summary>Between two phases.</summary>
    Pause,

    /// <summary>Before its first phase.</summary>
    Soon,

    Over,
}

/// <summary>A space as one looks at it now: what is open, until when, what comes next.</summary>
/// <param name="Space">Not to be changed: it is shared.</param>
/// <param name="Stage">What matters about it now.</param>
/// <param name="Phase">The one running, if any.</param>
/// <param name="Next">The one to come, if any.</param>
public sealed record SpaceGlance(Space Space, SpaceStage Stage, Phase? Phase, Phase? Next)
{
    public bool IsOpen => Stage <= SpaceStage.Discuss;

    public bool IsCurrent => Stage <= SpaceStage.Pause;

    public string Address => $"/spaces/{Space.Slug}";

    public static SpaceGlance Of(Space space, DateTimeOffset now)
    {
        var (phase, next) = (space.PhaseAt(now), space.PhaseAfter(now));
        return new SpaceGlance(space, StageOf(space, phase, next, now), phase, next);
    }

    /// <summary>What can be done soonest first, then what ends soonest.</summary>
    public static IReadOnlyList<SpaceGlance> Sorted(IEnumerable<Space> spaces, DateTimeOffset now) =>
        [.. spaces.Select(s => Of(s, now)).OrderBy(g => g.Stage).ThenBy(g => g.Phase?.EndsAt ?? g.Next?.StartsAt ?? DateTimeOffset.MaxValue)];

    private static SpaceStage StageOf(Space space, Phase? phase, Phase? next, DateTimeOffset now) =>
        space.IsOpen(Acts.Vote, now) ? SpaceStage.Vote
        : space.IsOpen(Acts.Propose, now) ? SpaceStage.Propose
        : space.IsOpen(Acts.Comment, now) || space.IsOpen(Acts.Support, now) ? SpaceStage.Discuss
        : phase is not null ? SpaceStage.UnderWay
        : next is null ? SpaceStage.Over
        : space.Phases.Any(p => p.IsOver(now)) ? SpaceStage.Pause
        : SpaceStage.Soon;
}
