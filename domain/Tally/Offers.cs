namespace Participation.Tally;

/// <summary>What candidates ask of their supporters as long as nothing is paid: in doubles, and exactly where those cannot tell.</summary>
/// <remarks>
/// What each point must pay for a candidate is the rate at which its supporters pay the cost, each no more than she has. If
/// some of them gave all they have, the others would have to pay the rest by points, and that rate is never above the true
/// one, whoever they are. So it is found by climbing: always emptying the purses of those who could not pay the last, until
/// there are no more. And as money only gets less, each answer is a lower bound of all that follow.
/// </remarks>
internal sealed class Offers
{
    private const int MostSteps = 64;

    private readonly Electorate _electorate;
    private readonly Election _election;
    private readonly Purses _purses;
    private readonly Ledger _ledger;
    private readonly long[] _worths;

    private readonly bool[] _isOut;

    // What a point must pay at the least, for each candidate.
    private readonly double[] _bounds;

    /// <param name="electorate">The ballots.</param>
    /// <param name="election">Their election.</param>
    /// <param name="purses">What voters have.</param>
    /// <param name="ledger">The same, exactly.</param>
    /// <param name="worths">What a point for each candidate is worth to a voter.</param>
    public Offers(Electorate electorate, Election election, Purses purses, Ledger ledger, long[] worths)
    {
        (_electorate, _election, _purses, _ledger, _worths) = (electorate, election, purses, ledger, worths);
        _bounds = new double[worths.Length];
        _isOut = new bool[worths.Length];
    }

    /// <summary>What a candidate asks at the least, for its worth.</summary>
    public double BoundOf(int candidate) => _bounds[candidate] / _worths[candidate] * (1 - Purses.Slack);

    /// <summary>Whether it is known that the supporters of a candidate no longer have what it costs.</summary>
    public bool IsOut(int candidate) => _isOut[candidate];

    /// <param name="candidate">Whose supporters are asked.</param>
    /// <param name="ceiling">What its rate must not exceed for its worth.</param>
    /// <returns>Null where it exceeds that, or its supporters do not have its cost.</returns>
    public Offer? Ask(int candidate, double ceiling)
    {
        double cost = CostOf(candidate);
        var (rate, error, capped) = (_bounds[candidate], 0.0, double.NaN);
        for (var step = 0; step < MostSteps; step++)
        {
            var offered = _purses.Ask(candidate, rate, error);
            if (step == 0 && !CanPay(candidate, offered))
            {
                _isOut[candidate] = true;
                return null;
            }

            if (offered.Voters == capped && offered.Closest > _purses.Error)
            {
                return new Offer(candidate, _worths[candidate], rate, error);
            }

            if (offered.Voters == capped || offered.Points == 0)
            {
                break;
            }

            capped = offered.Voters;
            rate = (cost - offered.Money) / offered.Points;
            error = (((offered.Voters * _purses.Error) + (offered.Money * offered.Rounding) + (cost * Purses.Slack)) / offered.Points) + (rate * offered.Rounding);
            _bounds[candidate] = Math.Max(_bounds[candidate], rate - error);
            if (BoundOf(candidate) > ceiling)
            {
                return null;
            }
        }

        return Offer.Of(candidate, _worths[candidate], ExactRate(candidate));
    }

    /// <summary>Which of two asks less for its worth.</summary>
    public int Compare(Offer one, Offer other)
    {
        if (one.Highest < other.Lowest || other.Highest < one.Lowest)
        {
            return one.Highest < other.Lowest ? -1 : 1;
        }

        one.Exact ??= ExactRate(one.Candidate);
        other.Exact ??= ExactRate(other.Candidate);

        return one.Exact.Value.CompareTo(other.Exact.Value, one.Worth, other.Worth);
    }

    /// <returns>Whether a supporter has more (above 0) or less (below 0) than she must pay.</returns>
    public int Difference(Mark supporter, Offer offer) =>
        offer.Exact is not { } exact ? Math.Sign(_purses.MoneyOf(supporter.Of) - (supporter.Points * offer.Rate))
        : Difference(supporter, offer.Rate, offer.Error) is var difference && difference != 0 ? difference
        : _ledger.CompareMoney(supporter.Of, supporter.Points, exact);

    private bool CanPay(int candidate, Offered offered)
    {
        double cost = CostOf(candidate);
        var error = (offered.Total * offered.Rounding) + (_electorate.Scores.Ballots * _purses.Error) + (cost * Purses.Slack);
        if (Math.Abs(offered.Total - cost) > error)
        {
            return offered.Total > cost;
        }

        var pool = _ledger.NewPool();
        foreach (var supporter in _purses.WithMoney(candidate))
        {
            pool.Add(supporter.Of);
        }

        return pool.Covers(CostOf(candidate));
    }

    /// <summary>The same climb with each step in exact numbers, for a candidate that was asked in this round.</summary>
    private Rate ExactRate(int candidate)
    {
        var supporters = _purses.WithMoney(candidate);
        var isCapped = new bool[supporters.Length];
        var pool = _ledger.NewPool();
        var points = 0L;
        foreach (var supporter in supporters)
        {
            points += (long)_electorate.VotersOf(supporter.Of) * supporter.Points;
        }

        Rate? exact = null;
        var rate = _bounds[candidate];
        while (true)
        {
            var grew = false;
            for (var i = 0; i < supporters.Length; i++)
            {
                var supporter = supporters[i];
                if (!isCapped[i] && CannotPay(supporter, rate, exact))
                {
                    isCapped[i] = grew = true;
                    pool.Add(supporter.Of);
                    points -= (long)_electorate.VotersOf(supporter.Of) * supporter.Points;
                }
            }

            if (exact is { } found && !grew)
            {
                return found;
            }

            exact = pool.RateFor(CostOf(candidate), points);
            rate = exact.Value.ToDouble();
        }
    }

    private bool CannotPay(Mark supporter, double rate, Rate? exact) =>
        Difference(supporter, rate, rate * Purses.Slack) is var difference && difference != 0 ? difference < 0
        : exact is { } known && _ledger.CompareMoney(supporter.Of, supporter.Points, known) < 0;

    /// <inheritdoc cref="Difference(Mark, Offer)"/>
    /// <returns>The same; 0 where doubles cannot tell.</returns>
    private int Difference(Mark supporter, double rate, double error)
    {
        var payment = supporter.Points * rate;
        var gap = _purses.MoneyOf(supporter.Of) - payment;

        return Math.Abs(gap) > _purses.Error + (supporter.Points * error) + (payment * Purses.Slack) ? Math.Sign(gap) : 0;
    }

    private long CostOf(int candidate) => _election.Candidates[candidate].Cost;
}
