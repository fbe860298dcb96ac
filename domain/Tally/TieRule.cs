using System.Text;

namespace Participation.Tally;

/// <summary>What decided between candidates that a rule finds equal, from the first to be asked to the last.</summary>
public enum TieStep
{
    /// <summary>The cheaper goes first.</summary>
    LowerCost,

    /// <summary>The one with more points of all ballots goes first.</summary>
    HigherScore,

    /// <summary>The id that sorts first, byte by byte. It stands for the lot, and was fixed before the vote.</summary>
    ProjectId,

    /// <summary>The one that comes first in <see cref="Election.Lot"/>.</summary>
    Lot,
}

/// <summary>
/// The order between equals, the same for every rule: lower cost, then higher score, then the lot drawn in public or, where
/// none was drawn, project id.
/// </summary>
/// <remarks>The first two steps are those of equalshares.net; the third is its "by lot".</remarks>
public sealed class TieRule : IComparer<int>
{
    private readonly Election _election;
    private readonly Scores _scores;
    private readonly int[] _lots;

    public TieRule(Election election, Scores scores)
    {
        _election = election;
        _scores = scores;
        _lots = new int[election.Candidates.Count];

        var order = election.Lot ?? ById(election.Candidates.Select(c => c.Id));
        var lotOf = order.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        foreach (var (position, candidate) in election.Candidates.Index())
        {
            _lots[position] = lotOf[candidate.Id];
        }
    }

    /// <summary>The order that stands for the lot where none was drawn: byte by byte.</summary>
    public static IReadOnlyList<string> ById(IEnumerable<string> ids) => [.. ids.Order(Comparer<string>.Create(ByBytes))];

    /// <summary>Compares positions in <see cref="Election.Candidates"/>. Only a candidate equals itself.</summary>
    public int Compare(int x, int y) => CompareAsIf(x, _election.Candidates[x].Cost, _scores.PointsOf(x), y);

    /// <summary>Compares two candidates as if the first had another cost and other points.</summary>
    internal int CompareAsIf(int x, long cost, long points, int y) =>
        cost != _election.Candidates[y].Cost ? cost.CompareTo(_election.Candidates[y].Cost)
        : points != _scores.PointsOf(y) ? _scores.PointsOf(y).CompareTo(points)
        : _lots[x].CompareTo(_lots[y]);

    /// <summary>The step that tells these two apart.</summary>
    public TieStep StepBetween(int x, int y) =>
        _election.Candidates[x].Cost != _election.Candidates[y].Cost ? TieStep.LowerCost
        : _scores.PointsOf(x) != _scores.PointsOf(y) ? TieStep.HigherScore
        : _election.Lot is null ? TieStep.ProjectId
        : TieStep.Lot;

    /// <summary>Of two or more that a rule found equal, from the first to the last.</summary>
    internal Tie Between(IEnumerable<int> equals, Func<IReadOnlyList<int>, bool> isDecisive)
    {
        var ordered = equals.Order(this).ToList();

        return new Tie(ordered, ordered.Zip(ordered.Skip(1), StepBetween).Max(), isDecisive(ordered));
    }

    private static int ByBytes(string one, string other) =>
        Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
}
