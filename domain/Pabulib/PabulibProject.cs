using Participation.Tally;

namespace Participation.Pabulib;

/// <summary>A line of PROJECTS.</summary>
/// <param name="Id">What votes name it by.</param>
/// <param name="Cost">In the currency of the file, above zero.</param>
public sealed record PabulibProject(string Id, ExactAmount Cost)
{
    /// <summary>Null in files that give ids only.</summary>
    public string? Name { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whom it is for, such as children or seniors.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    public string? District { get; init; }

    public PabulibPlace? Place { get; init; }

    /// <summary>
    /// What the city recorded: chosen within this budget (1 in the file) or not; null where the file has no such column.
    /// Cities write 2 and more for what they paid with money from elsewhere: that is not chosen here.
    /// </summary>
    public bool? Selected { get; init; }

    /// <summary>What the city recorded, which need not be what the ballots say.</summary>
    public long? RecordedVotes { get; init; }

    /// <inheritdoc cref="RecordedVotes"/>
    public long? RecordedScore { get; init; }
}

/// <summary>Degrees of WGS 84: -90 to 90, and -180 to 180.</summary>
public sealed record PabulibPlace(double Latitude, double Longitude);
