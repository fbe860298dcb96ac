namespace Participation.Board;

/// <summary>How many different ballots a form allows. Where there are far more than voters, many ballots are unique.</summary>
public static class PossibleBallots
{
    /// <returns>About how many; no less than there are. Infinity where a number cannot hold it.</returns>
    public static double Of(Form form, int projects) => form switch
    {
        ApprovalForm approval => Enumerable.Range(approval.Min, Math.Max(0, Math.Min(approval.Max, projects) - approval.Min + 1)).Sum(chosen => Subsets(projects, chosen)),
        KnapsackForm => Math.Pow(2, projects),
        CumulativeForm points => Subsets(points.Points + projects, Math.Min(points.Points, projects)),
        RankingForm ranking => Enumerable.Range(1, Math.Max(0, Math.Min(ranking.Max, projects))).Sum(ranked => Orders(projects, ranked)),
        ScoreForm score => Math.Pow(score.Max + 2, projects),
        _ => projects,
    };

    private static double Orders(int of, int ranked) => Enumerable.Range(0, ranked).Aggregate(1.0, (product, place) => product * (of - place));

    private static double Subsets(int of, int chosen) => Enumerable.Range(1, Math.Min(chosen, of - chosen)).Aggregate(1.0, (product, n) => product * (of - n + 1) / n);
}
