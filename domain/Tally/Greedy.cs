namespace Participation.Tally;

/// <summary>Most points first, or most points for the money, while money lasts. A project without points is never chosen.</summary>
public sealed record Greedy : ICountingRule
{
    /// <summary>Passes over a project that no longer fits and goes on; if not, the count stops there.</summary>
    public bool Skips { get; init; } = true;

    /// <summary>Only projects with at least <see cref="Election.MinimumScore"/> stand a chance.</summary>
    public bool HasThreshold { get; init; }

    /// <summary>The order is by points divided by cost.</summary>
    public bool ByDensity { get; init; }

    public string Name => "greedy" + (ByDensity ? "-density" : "") + (Skips ? "" : "-no-skip") + (HasThreshold ? "-threshold" : "");

    public Outcome Count(Election election) => PartByPart.Count(election, CountPot);

    /// <summary>What the order goes by, the most first.</summary>
    internal Fraction Worth(long points, long cost) => ByDensity ? new Fraction(points, cost) : points;

    /// <summary>Why a candidate with these points never has a turn; null where it has.</summary>
    internal Reason? WhyNoTurn(long points, Election election) =>
        points == 0 ? Reason.NobodyChoseIt
        : HasThreshold && points < election.MinimumScore ? Reason.BelowThreshold
        : null;

    private Outcome CountPot(Election election)
    {
        var scores = Scores.Of(election);
        var pass = new GreedyPass(this, election, scores, new Room(election));
        var verdicts = Enumerable.Range(0, election.Candidates.Count).Select(pass.VerdictOn).ToList();

        return new Outcome(Name, election, scores, pass.Chosen, verdicts, pass.Ties) { Remedies = pass.RemedyFor };
    }
}
