using Participation.Tally;

namespace Participation.Pabulib;

/// <summary>What the format calls the forms of a ballot.</summary>
public static class VoteTypes
{
    private static readonly Dictionary<string, BallotForm> Forms = new(StringComparer.Ordinal)
    {
        ["approval"] = BallotForm.Approval,
        ["choose-1"] = BallotForm.ChooseOne,
        ["cumulative"] = BallotForm.Cumulative,
        ["scoring"] = BallotForm.Scoring,
        ["ordinal"] = BallotForm.Ordinal,
    };

    /// <returns>Null for a type that the format does not have.</returns>
    public static BallotForm? FormOf(string voteType) => Forms.TryGetValue(voteType, out var form) ? form : null;

    /// <summary>As META writes it.</summary>
    public static string NameOf(BallotForm form) => Forms.First(pair => pair.Value == form).Key;
}
