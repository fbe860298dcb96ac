namespace Participation.Jobs.Engine;

/// <summary>How fast orders are taken, and how patiently they are tried again.</summary>
internal sealed record JobPace
{
    /// <summary>The wait after each failed try; when they are spent, the order rests.</summary>
    public IReadOnlyList<TimeSpan> Delays { get; init; } = [.. Enumerable.Range(1, 9).Select(n => TimeSpan.FromMinutes(n * n))];

    /// <summary>How many orders one server carries out at the same time.</summary>
    public int AtOnce { get; init; } = 10;

    /// <summary>How often a server says that it lives. One that misses two pulses is taken for dead.</summary>
    public TimeSpan Pulse { get; init; } = TimeSpan.FromSeconds(5);
}
