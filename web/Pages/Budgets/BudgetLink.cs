using Participation.Texts;

namespace Participation.Web.Pages.Budgets;

/// <summary>Another budget that a page leads to.</summary>
public sealed record BudgetLink(int Number, LocalizedText Title);
