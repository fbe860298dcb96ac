namespace Participation.Tally;

/// <summary>How the voters paid for what was chosen, under equal shares. All amounts are exact, in units.</summary>
/// <param name="PerVoter">The share of each voter, raised and rounded as the rule says.</param>
/// <param name="Purse">
/// What each voter had to spend in these rounds. It is the share; but where a share was rounded down and then not raised
/// once, the rule keeps what the voters chose before it was rounded.
/// </param>
/// <param name="Increments">How often the share was raised.</param>
/// <param name="Rounds">In the order of funding. What was chosen afterwards by points has none: it is paid from what is left.</param>
public sealed record Payments(Fraction PerVoter, Fraction Purse, long Increments, IReadOnlyList<PaymentRound> Rounds)
{
    /// <summary>Null where the rule does not ask whether voters prefer the greedy outcome.</summary>
    public Preference? Preference { get; init; }

    /// <summary>False where voters prefer the greedy outcome, which then stands: nobody paid, and these are what would have been.</summary>
    public bool AreMade => Preference is not { GreedyWins: true };
}

/// <summary>A project that its supporters paid for.</summary>
/// <param name="Candidate">Position in <see cref="Election.Candidates"/>.</param>
/// <param name="PerPoint">What each supporter paid for each point she gave it, unless she had less.</param>
/// <param name="Supporters">Voters who gave it a point and had money left.</param>
/// <param name="Capped">Those of them who had less than their part, and paid all they had.</param>
/// <param name="Least">The least that one of them paid.</param>
/// <param name="Most">The most that one of them paid.</param>
public sealed record PaymentRound(int Candidate, Fraction PerPoint, long Supporters, long Capped, Fraction Least, Fraction Most);

/// <summary>Whether more voters prefer what equal shares chose, or what most points first would have: the one with more of their choices.</summary>
/// <param name="ForShares">Voters who get more of what they chose by equal shares.</param>
/// <param name="ForGreedy">Voters who get more of it by most points first.</param>
/// <param name="Shares">What equal shares chose, in the order of funding.</param>
/// <param name="Greedy">What most points first would choose, in its order.</param>
public sealed record Preference(long ForShares, long ForGreedy, IReadOnlyList<int> Shares, IReadOnlyList<int> Greedy)
{
    /// <summary>More voters prefer it, so that it is the outcome.</summary>
    public bool GreedyWins => ForGreedy > ForShares;
}
