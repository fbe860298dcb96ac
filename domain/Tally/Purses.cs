namespace Participation.Tally;

/// <summary>The money that voters have left, in doubles, each with the same bound on its error.</summary>
internal sealed class Purses
{
    /// <summary>Each operation on doubles is off by at most 2^-53 of its result; this is eight times as much.</summary>
    public const double Slack = 1.0 / (1L << 50);

    private readonly Electorate _electorate;

    // The supporters of each candidate, those who may still have money first.
    private readonly Mark[][] _supporters;
    private readonly int[] _withMoney;
    private readonly Purse[] _purses;

    public Purses(Electorate electorate, int candidates)
    {
        _electorate = electorate;
        _supporters = [.. Enumerable.Range(0, candidates).Select(c => electorate.SupportersOf(c).ToArray())];
        _withMoney = new int[candidates];
        _purses = new Purse[electorate.Ways];
    }

    /// <summary>No purse is further than this from what is in it.</summary>
    public double Error { get; private set; }

    /// <summary>Gives everyone the same.</summary>
    public void Fill(Fraction share)
    {
        var money = share.ToDouble();
        Error = money * Slack;
        for (var way = 0; way < _purses.Length; way++)
        {
            _purses[way] = new Purse(money, _electorate.VotersOf(way));
        }

        for (var candidate = 0; candidate < _supporters.Length; candidate++)
        {
            _withMoney[candidate] = _supporters[candidate].Length;
        }
    }

    /// <summary>Supporters of a candidate who may still have money.</summary>
    public ReadOnlySpan<Mark> WithMoney(int candidate) => _supporters[candidate].AsSpan(0, _withMoney[candidate]);

    /// <summary>Zero means that there is nothing in it, and nothing else does.</summary>
    public double MoneyOf(int way) => _purses[way].Money;

    public double VotersOf(int way) => _purses[way].Voters;

    public void Empty(int way) => _purses[way].Money = 0;

    /// <summary>Takes a payment from someone who has more than that.</summary>
    public void Take(int way, double payment) => _purses[way].Money = Math.Max(_purses[way].Money - payment, double.Epsilon);

    /// <summary>Payments came off everyone: each made the purse less sure by so much, and by rounding.</summary>
    /// <param name="payment">The error of the largest payment.</param>
    /// <param name="share">What a purse held at first.</param>
    public void Blur(double payment, double share) => Error = (Error + payment + (share * Slack)) * (1 + Slack);

    /// <summary>Adds up what the supporters of a candidate would do at a rate; those without money are set aside for good.</summary>
    /// <param name="candidate">Its supporters are asked.</param>
    /// <param name="rate">What each point would pay.</param>
    /// <param name="error">How far the rate may be from the true one.</param>
    public Offered Ask(int candidate, double rate, double error)
    {
        var supporters = _supporters[candidate];
        var (money, voters, points, total, closest) = (0.0, 0.0, 0.0, 0.0, double.PositiveInfinity);
        var count = _withMoney[candidate];
        for (var i = 0; i < count; i++)
        {
            var supporter = supporters[i];
            ref var purse = ref _purses[supporter.Of];
            if (purse.Money == 0)
            {
                count--;
                (supporters[i], supporters[count]) = (supporters[count], supporter);
                i--;
                continue;
            }

            var gap = purse.Money - (supporter.Points * rate);
            var all = purse.Voters * purse.Money;
            total += all;
            if (gap <= 0)
            {
                money += all;
                voters += purse.Voters;
            }
            else
            {
                points += purse.Voters * supporter.Points;
            }

            var distance = Math.Abs(gap) - (supporter.Points * error);
            closest = distance < closest ? distance : closest;
        }

        _withMoney[candidate] = count;

        return new Offered(money, voters, points, total, closest, count);
    }

    private struct Purse(double money, double voters)
    {
        public double Money = money;
        public readonly double Voters = voters;
    }
}

/// <summary>What the supporters of a candidate would do at a rate.</summary>
/// <param name="Money">Of those who cannot pay their points at it, all that they have.</param>
/// <param name="Voters">How many those are.</param>
/// <param name="Points">Of the others.</param>
/// <param name="Total">All the money that the supporters have.</param>
/// <param name="Closest">How near someone's money is to what she would have to pay, at the least.</param>
/// <param name="Ways">How many ways of voting were added up.</param>
internal readonly record struct Offered(double Money, double Voters, double Points, double Total, double Closest, int Ways)
{
    /// <summary>How far a sum of so many terms may be off, in parts of it.</summary>
    public double Rounding => (Ways + 4) * Purses.Slack;
}
