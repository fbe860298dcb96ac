using System.Numerics;

namespace Participation.Tally;

/// <summary>
/// The rounds of one count by equal shares in exact numbers. They are worked out when someone asks, since doubles mostly
/// know enough.
/// </summary>
/// <remarks>
/// Whoever has money left has paid in full for all that she chose and was funded. Her money is therefore her share less the
/// points she gave times what a point cost, and the money of many is the same with sums of points: whole numbers. So an
/// exact amount costs a few products, however many voters there are. All amounts stand over one common denominator.
/// </remarks>
internal sealed class Ledger
{
    private const int Never = int.MaxValue;

    private readonly Electorate _electorate;
    private readonly Election _election;
    private readonly List<int> _rounds = [];
    private readonly int[] _roundOf;

    // When a way of voting had nothing left: twice the round, and one more where its last payment was in full.
    private readonly int[] _emptied;

    private readonly List<BigInteger> _payments = [];
    private BigInteger _below;
    private BigInteger _share;

    public Ledger(Electorate electorate, Election election, Fraction share)
    {
        (_electorate, _election, _below, _share) = (electorate, election, share.Below, share.Above);
        _roundOf = new int[election.Candidates.Count];
        _emptied = new int[electorate.Ways];
        _roundOf.AsSpan().Fill(Never);
        _emptied.AsSpan().Fill(Never);
    }

    /// <summary>What was funded, in order.</summary>
    public IReadOnlyList<int> Rounds => _rounds;

    /// <summary>Notes that this way of voting has nothing left once the round that is being decided is paid.</summary>
    /// <param name="way">One that had money.</param>
    /// <param name="inFull">It had exactly what it had to pay.</param>
    public void Empty(int way, bool inFull) => _emptied[way] = (2 * _rounds.Count) + (inFull ? 1 : 0);

    /// <summary>Ends the round that is being decided.</summary>
    public void Fund(int candidate)
    {
        _roundOf[candidate] = _rounds.Count;
        _rounds.Add(candidate);
    }

    /// <summary>Whether a way of voting still had money when this round began.</summary>
    public bool HadMoney(int way, int round) => _emptied[way] >= 2 * round;

    /// <summary>Whether a way of voting could not pay its part in full in this round, and gave what it had.</summary>
    public bool WasCapped(int way, int round) => _emptied[way] == 2 * round;

    /// <summary>What a round cost for each point.</summary>
    public Fraction PaymentIn(int round)
    {
        CatchUp();

        return new Fraction(_payments[round], _below);
    }

    /// <summary>The least and the most that one of these ways of voting had when a round began; nothing where there are none.</summary>
    /// <param name="ways">All of them had money.</param>
    /// <param name="round">From 0.</param>
    public (Fraction Least, Fraction Most)? Extremes(IReadOnlyCollection<int> ways, int round)
    {
        if (ways.Count == 0)
        {
            return null;
        }

        CatchUp();
        var money = ways.Select(way => Money(way, round)).ToList();

        return (new Fraction(money.Min(), _below), new Fraction(money.Max(), _below));
    }

    /// <summary>Compares what a way of voting has left with a payment for some points.</summary>
    public int CompareMoney(int way, int points, Rate rate)
    {
        CatchUp();

        return (Money(way, _rounds.Count) * rate.Below).CompareTo(points * rate.Above * _below);
    }

    /// <summary>Nobody's money, to be put together.</summary>
    public Pool NewPool() => new(this, _rounds.Count);

    private BigInteger Money(int way, int round)
    {
        var money = _share;
        foreach (var mark in _electorate.MarksOf(way))
        {
            if (_roundOf[mark.Of] < round)
            {
                money -= mark.Points * _payments[_roundOf[mark.Of]];
            }
        }

        return money;
    }

    private void CatchUp()
    {
        while (_payments.Count < _rounds.Count)
        {
            var round = _payments.Count;
            var capped = new Pool(this, round);
            var points = 0L;
            foreach (var supporter in _electorate.SupportersOf(_rounds[round]))
            {
                if (WasCapped(supporter.Of, round))
                {
                    capped.Add(supporter.Of);
                }
                else if (HadMoney(supporter.Of, round))
                {
                    points += (long)_electorate.VotersOf(supporter.Of) * supporter.Points;
                }
            }

            Write(capped.Missing(_election.Candidates[_rounds[round]].Cost), points);
        }
    }

    /// <summary>Writes the payment <paramref name="above"/> / (<see cref="_below"/> · <paramref name="points"/>), with a denominator no larger than it must be.</summary>
    private void Write(BigInteger above, long points)
    {
        var shared = BigInteger.GreatestCommonDivisor(above % points, points);
        var factor = points / shared;
        if (!factor.IsOne)
        {
            _below *= factor;
            _share *= factor;
            for (var earlier = 0; earlier < _payments.Count; earlier++)
            {
                _payments[earlier] *= factor;
            }
        }

        _payments.Add(above / shared);
    }

    /// <summary>The money of several ways of voting together, when a round begins.</summary>
    internal sealed class Pool(Ledger ledger, int round)
    {
        private readonly long[] _points = new long[round];
        private long _voters;

        /// <param name="way">One that has money.</param>
        public void Add(int way)
        {
            long voters = ledger._electorate.VotersOf(way);
            _voters += voters;
            foreach (var mark in ledger._electorate.MarksOf(way))
            {
                if (ledger._roundOf[mark.Of] < round)
                {
                    _points[ledger._roundOf[mark.Of]] += voters * mark.Points;
                }
            }
        }

        public bool Covers(long cost)
        {
            ledger.CatchUp();

            return Missing(cost).Sign <= 0;
        }

        /// <summary>What each point must pay where these give all they have and others have so many points.</summary>
        public Rate RateFor(long cost, long points)
        {
            if (_voters == 0)
            {
                return new Rate(cost, points);
            }

            ledger.CatchUp();

            return new Rate(Missing(cost), ledger._below * points);
        }

        /// <summary>What the pool lacks to pay the cost, over the common denominator.</summary>
        public BigInteger Missing(long cost)
        {
            var missing = (cost * ledger._below) - (_voters * ledger._share);
            for (var earlier = 0; earlier < round; earlier++)
            {
                if (_points[earlier] != 0)
                {
                    missing += _points[earlier] * ledger._payments[earlier];
                }
            }

            return missing;
        }
    }
}
