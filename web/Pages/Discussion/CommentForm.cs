namespace Participation.Web.Pages.Discussion;

/// <summary>The form in which a comment is written; drawn by <c>Shared/_CommentForm.cshtml</c>.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="Id">Of the text field, unique on the page.</param>
/// <param name="Label">Of the text field.</param>
/// <param name="Button">What sending it is called.</param>
/// <param name="Icon">Of the button.</param>
public sealed record CommentForm(string Action, string Id, string Label, string Button, string Icon)
{
    /// <summary>The comment it answers.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>What was typed so far.</summary>
    public string? Body { get; init; }

    /// <summary>What is wrong with that.</summary>
    public string? Error { get; init; }

    /// <summary>Where one goes who thinks better of it; null where there is nothing to leave.</summary>
    public string? Cancel { get; init; }
}
