namespace Participation.Tally;

/// <summary>What a candidate asks of its supporters for each point.</summary>
/// <param name="candidate">Whose offer it is.</param>
/// <param name="worth">Of a point to a voter.</param>
/// <param name="rate">What a point pays.</param>
/// <param name="error">How far that may be from the truth.</param>
internal sealed class Offer(int candidate, long worth, double rate, double error)
{
    public int Candidate { get; } = candidate;

    public long Worth { get; } = worth;

    public double Rate { get; } = rate;

    public double Error { get; } = error;

    /// <summary>Null while nobody needed it.</summary>
    public Rate? Exact { get; set; }

    /// <summary>It is no less than this, for its worth.</summary>
    public double Lowest { get; } = (rate - error) / worth * (1 - Purses.Slack);

    /// <summary>It is no more than this, for its worth.</summary>
    public double Highest { get; } = (rate + error) / worth * (1 + Purses.Slack);

    public static Offer Of(int candidate, long worth, Rate exact)
    {
        var rate = exact.ToDouble();

        return new Offer(candidate, worth, rate, rate * Purses.Slack) { Exact = exact };
    }
}
