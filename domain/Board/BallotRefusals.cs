namespace Participation.Board;

/// <summary>Why some choices make no ballot, beyond what every budget refuses.</summary>
public static class BallotRefusals
{
    public static readonly Refusal NotInOrder = new("ballot_not_in_order") { Field = "Projects" };
    public static readonly Refusal PointsMisplaced = new("ballot_points_misplaced") { Field = "Projects" };
    public static readonly Refusal PointsBeyond = new("ballot_points_beyond") { Field = "Projects" };

    /// <param name="least">How many it takes.</param>
    public static Refusal TooFew(int least) => new("ballot_too_few") { Field = "Projects", Count = least };

    /// <param name="most">How many there may be.</param>
    public static Refusal TooMany(int most) => new("ballot_too_many") { Field = "Projects", Count = most };

    /// <param name="share">Of the amount, in per cent.</param>
    public static Refusal BelowTheShare(int share) => new("ballot_below_the_share") { Field = "Projects", Count = share };
}
