using Participation.Budgets;
using Participation.Commissions;

namespace Participation.Web.Pages.Budgets;

/// <summary>How the review of a vote ended, or until when it lasts at most.</summary>
public sealed record ReviewEnd(Budget Budget, Commission Commission);
