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
}

/// <summary>The order between equals, the same for every rule: lower cost, then higher score, then project id.</summary>
/// <remarks>The first two steps are those of equalshares.net; the third stands for its "by lot".</remarks>
public sealed class TieRule(Election election, Scores scores) : IComparer<int>
{
    /// <summary>Compares positions in <see cref="Election.Candidates"/>. Only a candidate equals itself.</summary>
    public int Compare(int x, int y)
    {
        var (one, other) = (election.Candidates[x], election.Candidates[y]);

        return StepBetween(x, y) switch
        {
            TieStep.LowerCost => one.Cost.CompareTo(other.Cost),
            TieStep.HigherScore => scores.PointsOf(y).CompareTo(scores.PointsOf(x)),
            _ => Encoding.UTF8.GetBytes(one.Id).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Id)),
        };
    }

    /// <summary>The step that tells these two apart.</summary>
    public TieStep StepBetween(int x, int y) =>
        election.Candidates[x].Cost != election.Candidates[y].Cost ? TieStep.LowerCost
        : scores.PointsOf(x) != scores.PointsOf(y) ? TieStep.HigherScore
        : TieStep.ProjectId;
}
