namespace Participation.Tally.Ranked;

/// <summary>The single transferable vote as councils in Scotland are elected by it.</summary>
/// <remarks>
/// Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52; the weighted
/// inclusive Gregory method. Values are kept to five decimal places, any remainder ignored. Between equals the most recent
/// stage at which they had unequal votes decides, then the lot: who comes first in it is transferred first and excluded
/// last. A ballot counts up to the first place that it gives to several; one that lists nobody before that is not valid.
/// </remarks>
public static class TransferableVote
{
    /// <param name="election">Who stands, and every ballot.</param>
    /// <param name="seats">How many are to be elected, one or more.</param>
    public static TransferableOutcome Count(RankedElection election, int seats)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seats);

        return new TransferableCount(election, seats).Run();
    }
}

/// <summary>What happened at a stage of the count.</summary>
public enum StageKind
{
    /// <summary>Ballots were given to those they like best.</summary>
    FirstPreferences,

    /// <summary>What an elected candidate had above the quota was passed on.</summary>
    Transfer,

    /// <summary>The one with the fewest votes was excluded, and its ballots passed on.</summary>
    Exclusion,
}

/// <param name="Kind">What happened.</param>
/// <param name="Candidate">To whom: whose ballots were passed on; null at the first stage.</param>
/// <param name="Votes">At its end, for each candidate.</param>
/// <param name="NotTransferable">At its end, votes that count for nobody any more, with what was lost to the sixth decimal place.</param>
/// <param name="Elected">Who was elected by it, the one with most votes first.</param>
/// <param name="ByLot">The lot decided whose turn it was.</param>
public sealed record Stage(
    StageKind Kind, int? Candidate, IReadOnlyList<ExactAmount> Votes, ExactAmount NotTransferable, IReadOnlyList<int> Elected, bool ByLot)
{
    /// <summary>Who received votes by it, and how many.</summary>
    public IEnumerable<(int Candidate, ExactAmount Votes)> GainsSince(Stage before) =>
        from candidate in Enumerable.Range(0, Votes.Count)
        let decimals = Math.Max(Votes[candidate].Decimals, before.Votes[candidate].Decimals)
        let gain = Votes[candidate].InUnits(decimals) - before.Votes[candidate].InUnits(decimals)
        where gain > 0
        select (candidate, new ExactAmount(gain, decimals));
}

/// <param name="Election">What was counted.</param>
/// <param name="Seats">How many were to be elected.</param>
/// <param name="Quota">Votes that are enough to be elected.</param>
/// <param name="Stages">In their order.</param>
public sealed record TransferableOutcome(RankedElection Election, int Seats, long Quota, IReadOnlyList<Stage> Stages)
{
    /// <summary>In the order of their election.</summary>
    public IEnumerable<string> Elected => Stages.SelectMany(stage => stage.Elected).Select(candidate => Election.Candidates[candidate]);
}
