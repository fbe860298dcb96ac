namespace Participation.Board;

/// <summary>What all boards of a town have in common.</summary>
/// <param name="Name">Under which the town signs: its host name, such as <c>participation.example</c>.</param>
/// <param name="Zone">Of the town: days begin and end by it.</param>
/// <param name="Witnesses">Whom it asks to countersign.</param>
/// <param name="WitnessesNeeded">How many of them must have signed the last head.</param>
public sealed record BoardTerms(string Name, TimeZoneInfo Zone, IReadOnlyList<NamedKey> Witnesses, int WitnessesNeeded)
{
    internal DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);
}
