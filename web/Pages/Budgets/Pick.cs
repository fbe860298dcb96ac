using Participation.Budgets;

namespace Participation.Web.Pages.Budgets;

/// <summary>A project that may be put on a ballot, drawn by <c>_Pick.cshtml</c>.</summary>
public sealed record Pick(BallotPage Page, Project Project);
