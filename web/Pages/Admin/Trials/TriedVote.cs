using Participation.Budgets;
using Participation.Database;
using Participation.Pabulib;
using Participation.Tally;
using Participation.Texts;
using Participation.Web.Pages.Budgets;

namespace Participation.Web.Pages.Admin.Trials;

/// <summary>A vote to try rules on, its ballots in memory: each rule reads them again.</summary>
/// <param name="Title">What it was called.</param>
/// <param name="Amount">What there was to spend.</param>
/// <param name="Election">In minor units.</param>
/// <param name="Ballots">How many there are.</param>
/// <param name="Counted">One for each candidate, in their order.</param>
/// <param name="Projects">The same, to be shown.</param>
/// <param name="DistrictName">What districts are called; null for none.</param>
public sealed record TriedVote(
    LocalizedText Title,
    Money Amount,
    Election Election,
    long Ballots,
    IReadOnlyList<CountedProject> Counted,
    IReadOnlyList<SideProject> Projects,
    Func<string, string?> DistrictName)
{
    /// <param name="budget">Published, with its projects.</param>
    /// <param name="box">Where its ballots lie.</param>
    /// <param name="districtName">What districts are called.</param>
    public static TriedVote Of(Budget budget, BallotBox box, Func<string, string?> districtName)
    {
        var ballots = box.Ballots(budget).ToList();

        return new TriedVote(budget.Title, budget.Amount, budget.ToElection(ballots), ballots.Count, budget.CountedProjects, SideBySide.ProjectsOf(budget), districtName);
    }

    /// <param name="file">As many ballots as can be held.</param>
    /// <exception cref="PabulibException">It is malformed.</exception>
    /// <exception cref="OverflowException">An amount is too large.</exception>
    public static TriedVote Of(PabulibFile file)
    {
        var ballots = file.Ballots().Select(ballot => ballot.Ballot).ToList();
        var election = file.ToElection(Money.Decimals, ballots);

        return new TriedVote(
            LocalizedText.Of(file.Meta.GetValueOrDefault("description") is { Length: > 0 } title ? title : "Pabulib"),
            new Money(election.Budget, file.Meta.GetValueOrDefault("currency") is { Length: 3 } code ? code : "EUR"),
            election,
            ballots.Count,
            [.. file.Projects.Select((project, position) => new CountedProject(position + 1, project.District))],
            [.. file.Projects.Select((project, position) => new SideProject(position + 1, LocalizedText.Of(project.Name ?? project.Id), null))],
            name => name);
    }
}
