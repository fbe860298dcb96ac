namespace Participation.Tally;

/// <summary>Candidates of which only so many may be chosen: one, where they exclude each other.</summary>
/// <param name="Candidates">Positions in <see cref="Election.Candidates"/>.</param>
/// <param name="Limit">Zero keeps all of them out.</param>
public sealed record Group(IReadOnlyList<int> Candidates, int Limit = 1)
{
    public int Limit { get; } = Limit >= 0 ? Limit : throw new ArgumentOutOfRangeException(nameof(Limit));
}
