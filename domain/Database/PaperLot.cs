using Participation.Board;

namespace Participation.Database;

/// <summary>A batch of papers on its way into the box, whole.</summary>
/// <param name="BatchId">See <see cref="Polling.PaperBatch.Id"/>.</param>
/// <param name="Name">As the log calls it.</param>
/// <param name="SettledById">Who settled it.</param>
/// <param name="Ballots">The valid ones; see <see cref="Budgets.Channel.Paper"/>.</param>
/// <param name="Blank">How many had nothing on them.</param>
/// <param name="Spoilt">How many cannot be counted.</param>
/// <param name="Now">When it was settled.</param>
internal sealed record PaperLot(Guid BatchId, string Name, Guid SettledById, IReadOnlyList<Casting> Ballots, int Blank, int Spoilt, DateTimeOffset Now)
{
    /// <summary>In the order in which they are logged: by commitment, so that their place in the pile does not show.</summary>
    public IReadOnlyList<Admitted> Leaves => [.. Ballots.Select(b => new Admitted(b, new PaperLeaf(b.Commitment, Name))).OrderBy(a => a.Leaf.Commitment)];

    /// <summary>See <see cref="Polling.PaperBatch.Totals"/>.</summary>
    public IReadOnlyDictionary<int, long> Totals => Ballots
        .SelectMany(b => b.Projects.Select((project, i) => (project, Points: b.Points?[i] ?? 1)))
        .GroupBy(p => p.project)
        .ToDictionary(p => p.Key, p => p.Sum(x => (long)x.Points));
}
