namespace Participation.Tally;

/// <summary>What one ballot brought about; whoever has it can work this out alone from the published outcome.</summary>
/// <param name="Chosen">Of what it gave points, what was chosen, in the order of funding.</param>
/// <param name="Payments">Under equal shares, what its voter paid, in that order; otherwise empty.</param>
/// <param name="Left">Under equal shares, what its voter did not pay; otherwise zero.</param>
public sealed record OwnBallot(IReadOnlyList<int> Chosen, IReadOnlyList<OwnPayment> Payments, Fraction Left)
{
    /// <param name="outcome">One pot: where parts were reserved, one of <see cref="Outcome.Parts"/>.</param>
    /// <param name="ballot">One of its election.</param>
    public static OwnBallot Of(Outcome outcome, Ballot ballot)
    {
        var points = outcome.PointsOn(ballot);
        var paid = new List<OwnPayment>();
        var payments = outcome.Payments is { AreMade: true } made ? made : null;
        var left = payments?.Purse ?? Fraction.Zero;
        foreach (var round in payments?.Rounds.Where(round => points.ContainsKey(round.Candidate)).TakeWhile(_ => !left.IsZero) ?? [])
        {
            var payment = Fraction.Min(left, round.PerPoint * points[round.Candidate]);
            paid.Add(new OwnPayment(round.Candidate, payment));
            left -= payment;
        }

        return new OwnBallot([.. outcome.Chosen.Where(points.ContainsKey)], paid, left);
    }
}

/// <param name="Candidate">Position in <see cref="Election.Candidates"/>.</param>
/// <param name="Amount">In units, exactly.</param>
public sealed record OwnPayment(int Candidate, Fraction Amount);
