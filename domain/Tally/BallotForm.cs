namespace Participation.Tally;

/// <summary>How voters say what they want, and so what a choice is worth.</summary>
public enum BallotForm
{
    /// <summary>Any number of projects, each worth one point.</summary>
    Approval,

    /// <summary>One project, worth one point.</summary>
    ChooseOne,

    /// <summary>Points shared out over projects.</summary>
    Cumulative,

    /// <summary>Each project marked by itself; the marks are its points.</summary>
    Scoring,

    /// <summary>
    /// Projects from the best liked down. The first is worth as many points as a ballot may have choices, the next one
    /// less, and so on.
    /// </summary>
    Ordinal,
}
