using Participation.Budgets;
using Participation.Spaces;
using Participation.Tally;

namespace Participation.Web.Pages.Budgets;

/// <summary>A published result, ready to be read: projects with what became of them.</summary>
public sealed class ResultTable
{
    /// <param name="budget">Published, with its projects and its result.</param>
    /// <param name="categories">Which category a project belongs to.</param>
    public ResultTable(Budget budget, Func<Guid?, Category?> categories)
    {
        Budget = budget;
        var results = budget.Result!.Projects.ToDictionary(r => r.ProjectId);
        ByVotes = [.. budget.Projects
            .Select(p => new ResultRow(p, results[p.Id], categories(p.CategoryId), Ballots))
            .OrderByDescending(row => row.Result.Score)
            .ThenBy(row => row.Result.Rank ?? int.MaxValue)
            .ThenBy(row => row.Project.CostMinor)
            .ThenBy(row => row.Project.Number)];
        Chosen = [.. ByVotes.Where(row => row.Result.IsChosen).OrderBy(row => row.Result.Rank)];
        Advisory = [.. ByVotes.Where(row => row.Result.AdvisoryRank is not null).OrderBy(row => row.Result.AdvisoryRank)];
        NotChosen = [.. ByVotes.Where(row => !row.Result.IsChosen)];
    }

    public Budget Budget { get; }

    public long Ballots => Budget.Result!.Ballots;

    /// <summary>What rules compare first, first.</summary>
    public IReadOnlyList<ResultRow> ByVotes { get; }

    /// <summary>In the order of funding.</summary>
    public IReadOnlyList<ResultRow> Chosen { get; }

    /// <summary>Where the quorum was missed, what the count would have chosen, in the order of funding; else empty.</summary>
    public IReadOnlyList<ResultRow> Advisory { get; }

    public IReadOnlyList<ResultRow> NotChosen { get; }

    public Money Spent => new(Budget.Result!.SpentMinor, Budget.Currency);

    public Money Left => new(Budget.AmountMinor - Budget.Result!.SpentMinor, Budget.Currency);

    /// <summary>Whether a ballot gave more or less than one point to a project.</summary>
    public bool HasPoints => ByVotes.Any(row => row.Result.Score != row.Result.Votes);

    public bool ChoosesMany => Budget.Terms.Form != Participation.Budgets.BallotForm.ChooseOne;

    /// <summary>Recorded as chosen where it was held, and not by the rule.</summary>
    public IEnumerable<ResultRow> OnlyRecorded => ByVotes.Where(row => row.Result is { Recorded: true, IsChosen: false });

    /// <summary>Chosen by the rule, and recorded as not chosen.</summary>
    public IEnumerable<ResultRow> OnlyCounted => ByVotes.Where(row => row.Result is { Recorded: false, IsChosen: true });

    /// <summary>The projects of a tie, in the order that was decided.</summary>
    public IEnumerable<Project> ProjectsOf(ResultTie tie) => tie.Projects.Select(number => Budget.Projects.First(p => p.Number == number));

    /// <summary>The name of the text that says what decided.</summary>
    public static string NameOf(TieStep step) => step switch
    {
        TieStep.LowerCost => "tie_by_cost",
        TieStep.HigherScore => "tie_by_score",
        TieStep.Lot => "tie_by_lot",
        _ => "tie_by_id",
    };
}

/// <summary>A project and what became of it.</summary>
public sealed record ResultRow(Project Project, ProjectResult Result, Category? Category, long Ballots)
{
    /// <summary>Of all ballots, those that list it: 0 to 1.</summary>
    public double Share => Ballots == 0 ? 0 : Result.Votes / (double)Ballots;
}
