using Participation.Proposals;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>Proposals as cards, drawn by <c>Shared/_ProposalCards.cshtml</c>.</summary>
/// <param name="Rows">Which, in this order.</param>
/// <param name="Almanac">Where categories and districts get their names.</param>
/// <param name="IsRow">One beside its picture, for lists; else each under its picture, for grids.</param>
/// <param name="Level">Of the headings: one below the heading of the section they stand in.</param>
public sealed record ProposalCards(IReadOnlyList<ProposalRow> Rows, Almanac.Page Almanac, bool IsRow, int Level)
{
    /// <summary>The tone of a state, as <c>Styles/components/words.css</c> has it; empty for what is simply published.</summary>
    public static string ToneOf(ProposalState state) => state switch
    {
        ProposalState.UnderReview => "status-know",
        ProposalState.Accepted => "status-good",
        ProposalState.Refused => "status-bad",
        ProposalState.Withdrawn => "status-mind",
        _ => "",
    };
}
