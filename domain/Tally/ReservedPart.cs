namespace Participation.Tally;

/// <summary>A part of the budget that belongs to the candidates of a district or a category first.</summary>
/// <remarks>
/// Parts are counted in their order, each by the rule of the whole election: among their own candidates, on their own money,
/// by the ballots that list at least one of them. What a part leaves goes back to the common pot: the rest of the budget,
/// which is counted last, by all ballots, among all candidates not chosen yet, those of the parts too. Under equal shares
/// the money of a part is divided among the voters of that part, that of the common pot among all.
/// </remarks>
/// <param name="Name">Of the district or category.</param>
/// <param name="Amount">In units, above zero.</param>
/// <param name="Candidates">Positions in <see cref="Election.Candidates"/>.</param>
public sealed record ReservedPart(string Name, long Amount, IReadOnlyList<int> Candidates)
{
    public long Amount { get; } = Amount > 0 ? Amount : throw new ArgumentOutOfRangeException(nameof(Amount));
}
