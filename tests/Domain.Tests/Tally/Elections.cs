using Participation.Tally;

namespace Participation.Domain.Tests.Tally;

/// <summary>Small elections, written as a town would tell them.</summary>
internal static class Elections
{
    /// <param name="budget">In units.</param>
    /// <param name="projects">Id, cost, and how many ballots approve it alone.</param>
    public static Election Approving(long budget, params (string Id, long Cost, int Votes)[] projects) =>
        new(budget, Candidates(projects.Select(p => (p.Id, p.Cost))), BallotForm.Approval,
            projects.SelectMany((project, position) => Enumerable.Repeat(new Ballot([position]), project.Votes)));

    public static IReadOnlyList<Candidate> Candidates(IEnumerable<(string Id, long Cost)> projects) =>
        [.. projects.Select(p => new Candidate(p.Id, p.Cost))];

    /// <summary>Three projects a, b, c of cost 1, and these ballots.</summary>
    public static Election OfThree(BallotForm form, params Ballot[] ballots) =>
        new(10, Candidates([("a", 1), ("b", 1), ("c", 1)]), form, ballots);

    public static Reason ReasonFor(this Outcome outcome, string id) =>
        outcome.Verdicts.Single(v => outcome.Election.Candidates[v.Candidate].Id == id).Reason;
}
