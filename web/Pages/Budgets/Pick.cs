using Participation.Budgets;

namespace Participation.Web.Pages.Budgets;

/// <summary>A project that may be put on a ballot, drawn by <c>_Pick.cshtml</c>.</summary>
public sealed record Pick(BallotPage Page, Project Project)
{
    /// <summary>Out of sight, though what is chosen of it goes with the form: another project is shown, or it is among those ranked.</summary>
    public bool IsHidden => Page.Current is { } current
        ? current.Number != Project.Number
        : Page.Form is Board.RankingForm && Page.Projects.Contains(Project.Number);
}
