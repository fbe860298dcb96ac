using Participation.Moderation;

namespace Participation.Web.Pages.Moderation;

/// <summary>The rules of the charter to choose from, and room for words; drawn by <c>_Reasons.cshtml</c>.</summary>
/// <param name="Label">What is asked.</param>
/// <param name="Hint">More about that.</param>
/// <param name="Chosen">What was chosen so far.</param>
/// <param name="Said">What was typed so far.</param>
public sealed record ReasonChoice(string Label, string Hint, ReportReason? Chosen, string? Said)
{
    /// <summary>Tells this choice from others on the page.</summary>
    public string Prefix { get; init; } = "";
}
