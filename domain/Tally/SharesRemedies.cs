namespace Participation.Tally;

/// <summary>What would have had each candidate chosen under equal shares, each voter's share being what it was in the end.</summary>
/// <remarks>
/// As long as a candidate is not funded, nobody notices what it costs. So the rounds stay as they were up to the first in
/// which it would have been no dearer to its supporters than what was funded; or it comes after the last, with all that its
/// supporters have left. The greatest cost is the best of these.
/// </remarks>
internal sealed class SharesRemedies
{
    // Far above the error of adding up millions of doubles.
    private const double Uncertainty = 1e-9;

    // How near to the greatest cost one that they surely pay is looked for, in this order.
    private static readonly double[] Nearness = [1e-8, 1e-6, 1e-4, 1];

    private readonly Election _election;
    private readonly Electorate _electorate;
    private readonly Utility _utility;
    private readonly Fraction _share;
    private readonly double[] _money;
    private readonly double[] _surely;
    private readonly double[] _perhaps;
    private readonly double[] _missing;

    /// <param name="election">What was counted.</param>
    /// <param name="electorate">Its ballots.</param>
    /// <param name="count">The count, done.</param>
    /// <param name="utility">By which it was done.</param>
    /// <param name="share">For which it was done.</param>
    public SharesRemedies(Election election, Electorate electorate, SharesCount count, Utility utility, Fraction share)
    {
        (_election, _electorate, _utility, _share) = (election, electorate, utility, share);
        _money = new double[electorate.Ways];
        _surely = new double[election.Candidates.Count];
        _perhaps = new double[election.Candidates.Count];
        _missing = new double[election.Candidates.Count];
        _money.AsSpan().Fill(share.ToDouble());
        _missing.AsSpan().Fill(double.PositiveInfinity);

        var ledger = count.Ledger;
        var room = new Room(election);
        for (var round = 0; round < ledger.Rounds.Count; round++)
        {
            var funded = ledger.Rounds[round];
            var payment = ledger.PaymentIn(round).ToDouble();
            Consider(count, room, payment / WorthOf(funded));
            foreach (var supporter in electorate.SupportersOf(funded))
            {
                ref var money = ref _money[supporter.Of];
                money = ledger.HadMoney(supporter.Of, round + 1) ? money - (supporter.Points * payment) : 0;
            }

            room.Take(funded);
        }

        Consider(count, room, double.PositiveInfinity);
    }

    public Remedy For(int candidate)
    {
        var cost = _election.Candidates[candidate].Cost;
        var surely = Math.Min(Whole(_surely[candidate]), cost - 1);
        var perhaps = Math.Min(Whole(_perhaps[candidate]), cost - 1);
        var found = Bisection.Greatest(surely + 1, perhaps, lower => IsFundedAt(candidate, lower)) ?? surely;

        return new Remedy(
            found > 0 ? found : null,
            double.IsFinite(_missing[candidate]) ? Math.Max(1, Whole(Math.Ceiling(_missing[candidate] - Uncertainty))) : null);
    }

    private static long Whole(double amount) => long.CreateSaturating(Math.Floor(amount));

    private void Consider(SharesCount count, Room room, double rate)
    {
        for (var candidate = 0; candidate < _missing.Length; candidate++)
        {
            if (!count.Room.IsTaken(candidate) && room.HasPlace(candidate))
            {
                Consider(candidate, rate);
            }
        }
    }

    /// <param name="candidate">One that was not funded.</param>
    /// <param name="rate">What was paid in this round for a point, divided by what that point was worth.</param>
    private void Consider(int candidate, double rate)
    {
        double cost = _election.Candidates[candidate].Cost;
        var payment = rate * WorthOf(candidate);
        var offered = Offered(candidate, payment);
        _missing[candidate] = Math.Min(_missing[candidate], (cost - offered.Sum) / Math.Min(_share.ToDouble(), payment));

        var (surely, perhaps) = _utility == Utility.Cost && double.IsFinite(rate)
            ? SelfConsistent(candidate, rate)
            : (offered.Sum * (1 - Uncertainty), offered.Sum * (1 + Uncertainty));
        _surely[candidate] = Math.Max(_surely[candidate], surely);
        _perhaps[candidate] = Math.Max(_perhaps[candidate], perhaps);
    }

    /// <summary>
    /// The greatest cost that supporters would pay at a rate that itself grows with the cost, because so does what they get
    /// for it. What they offer grows ever slower with the cost, so going from the costs they cannot pay along the tangent
    /// never goes too far.
    /// </summary>
    /// <returns>What they surely would pay, and what perhaps.</returns>
    private (double Surely, double Perhaps) SelfConsistent(int candidate, double rate)
    {
        var cost = Offered(candidate, double.PositiveInfinity).Sum * (1 + Uncertainty);
        var perhaps = cost;
        while (true)
        {
            var (sum, capped, points) = Offered(candidate, rate * cost);
            var slope = 1 - (rate * points);
            if (slope < Uncertainty)
            {
                // It is dearer, or as dear as what was funded whatever it costs: then the tie rule decides.
                return (0, slope < -Uncertainty ? 0 : perhaps);
            }

            if (sum >= cost * (1 - (Uncertainty * slope)))
            {
                var below = Nearness.Select(near => cost * (1 - near)).First(lower => lower == 0 || Offered(candidate, rate * lower).Sum > lower * (1 + Uncertainty));

                return (below, cost * (1 + (Uncertainty / slope)));
            }

            cost = capped / slope;
            perhaps = cost * (1 + (Uncertainty / slope));
        }
    }

    /// <summary>What supporters would give together where each point pays so much, and no one more than she has.</summary>
    /// <returns>All of it; of those, what they give who give all they have; and the points of the others.</returns>
    private (double Sum, double Capped, double Points) Offered(int candidate, double payment)
    {
        var (capped, points) = (0.0, 0.0);
        foreach (var supporter in _electorate.SupportersOf(candidate))
        {
            double voters = _electorate.VotersOf(supporter.Of);
            if (_money[supporter.Of] <= supporter.Points * payment)
            {
                capped += voters * _money[supporter.Of];
            }
            else
            {
                points += voters * supporter.Points;
            }
        }

        return (points == 0 ? capped : capped + (points * payment), capped, points);
    }

    private bool IsFundedAt(int candidate, long cost)
    {
        var candidates = _election.Candidates.Select((other, position) => position == candidate ? other with { Cost = cost } : other).ToList();
        var cheaper = new Election(_election.Budget, candidates, _election.Form, []) { Groups = _election.Groups, Lot = _election.Lot };
        var count = new SharesCount(_electorate, cheaper, new TieRule(cheaper, _electorate.Scores), _utility);
        count.Run(_share);

        return count.Room.IsTaken(candidate);
    }

    private double WorthOf(int candidate) => _utility == Utility.Cost ? _election.Candidates[candidate].Cost : 1;
}
