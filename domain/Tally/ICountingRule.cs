namespace Participation.Tally;

/// <summary>Chooses projects from ballots. It is pure: the same election always has the same outcome.</summary>
public interface ICountingRule
{
    /// <summary>As people write it on the command line and as results record it.</summary>
    string Name { get; }

    /// <exception cref="InvalidDataException">A ballot cannot be counted; see <see cref="Scores.Of(Election)"/>.</exception>
    /// <exception cref="OverflowException">The points exceed what 64 bits hold.</exception>
    Outcome Count(Election election);
}
