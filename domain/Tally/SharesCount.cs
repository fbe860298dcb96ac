namespace Participation.Tally;

/// <summary>
/// Counts an election by equal shares, for one share after the other: in doubles whose errors are bounded, and exactly
/// wherever those cannot decide.
/// </summary>
/// <remarks>
/// <para>Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities", 2021.</para>
/// <para>What a point must pay for a candidate never falls from one round to the next, because money only gets less. So
/// whoever asked more before than the best offer of a round need not be asked again.</para>
/// </remarks>
internal sealed class SharesCount
{
    private readonly Electorate _electorate;
    private readonly Election _election;
    private readonly TieRule _tieRule;
    private readonly long[] _worths;
    private readonly Purses _purses;

    private readonly List<int> _standing = [];
    private readonly List<IReadOnlyList<int>> _tied = [];
    private Offers _offers;
    private double _share;

    /// <param name="electorate">The ballots.</param>
    /// <param name="election">Their election.</param>
    /// <param name="tieRule">Decides between candidates that are equally cheap.</param>
    /// <param name="utility">What a point is worth to a voter.</param>
    public SharesCount(Electorate electorate, Election election, TieRule tieRule, Utility utility)
    {
        (_electorate, _election, _tieRule) = (electorate, election, tieRule);
        _worths = [.. election.Candidates.Select(candidate => utility == Utility.Cost ? candidate.Cost : 1)];
        _purses = new Purses(electorate, _worths.Length);
        Room = new Room(election);
        Ledger = new Ledger(electorate, election, Fraction.Zero);
        _offers = new Offers(electorate, election, _purses, Ledger, _worths);
    }

    /// <summary>What the last count left.</summary>
    public Room Room { get; private set; }

    /// <summary>What the last count decided.</summary>
    public Ledger Ledger { get; private set; }

    /// <summary>Candidates that were equally cheap in a round of the last count.</summary>
    public IReadOnlyList<IReadOnlyList<int>> TiedRounds => _tied;

    /// <param name="share">What each voter may spend, in units.</param>
    /// <returns>False as soon as more was spent than the budget.</returns>
    public bool Run(Fraction share)
    {
        Begin(share);
        while (Room.Left >= 0 && Cheapest() is { } offer)
        {
            Pay(offer);
            Room.Take(offer.Candidate);
            _standing.Remove(offer.Candidate);
        }

        return Room.Left >= 0;
    }

    private void Begin(Fraction share)
    {
        Room = new Room(_election);
        Ledger = new Ledger(_electorate, _election, share);
        _offers = new Offers(_electorate, _election, _purses, Ledger, _worths);
        _share = share.ToDouble();
        _purses.Fill(share);
        _tied.Clear();
        _standing.Clear();
        _standing.AddRange(Enumerable.Range(0, _worths.Length).Where(c => !_electorate.SupportersOf(c).IsEmpty));
    }

    /// <returns>Null when nothing can be paid any more.</returns>
    private Offer? Cheapest()
    {
        _standing.RemoveAll(candidate => _offers.IsOut(candidate) || !Room.HasPlace(candidate));
        _standing.Sort((one, other) => _offers.BoundOf(one).CompareTo(_offers.BoundOf(other)));

        Offer? best = null;
        var equals = new List<int>();
        foreach (var candidate in _standing.TakeWhile(c => best is null || _offers.BoundOf(c) <= best.Highest))
        {
            if (_offers.Ask(candidate, best?.Highest ?? double.PositiveInfinity) is not { } offer)
            {
                continue;
            }

            var order = best is null ? -1 : _offers.Compare(offer, best);
            if (order < 0)
            {
                equals.Clear();
            }

            if (order <= 0)
            {
                equals.Add(candidate);
                best = order < 0 || _tieRule.Compare(candidate, best!.Candidate) < 0 ? offer : best;
            }
        }

        if (equals.Count > 1)
        {
            _tied.Add(equals);
        }

        return best;
    }

    private void Pay(Offer offer)
    {
        var most = 0;
        foreach (var supporter in _purses.WithMoney(offer.Candidate))
        {
            most = Math.Max(most, supporter.Points);
            if (_purses.MoneyOf(supporter.Of) == 0)
            {
                continue;
            }

            var difference = _offers.Difference(supporter, offer);
            if (difference > 0)
            {
                _purses.Take(supporter.Of, supporter.Points * offer.Rate);
            }
            else
            {
                Ledger.Empty(supporter.Of, inFull: difference == 0);
                _purses.Empty(supporter.Of);
            }
        }

        Ledger.Fund(offer.Candidate);
        _purses.Blur(most * offer.Error, _share);
    }
}
