namespace Participation.Web.Look;

/// <summary>A field for Markdown, drawn by <c>Shared/_Editor.cshtml</c> inside a <c>field</c> of the same name.</summary>
/// <param name="Name">Of the field.</param>
/// <param name="Value">What is in it.</param>
/// <param name="MaxLength">Characters.</param>
/// <param name="Rows">How high it is.</param>
public sealed record Editor(string Name, string? Value, int MaxLength, int Rows)
{
    /// <summary>Of the element; the field's name unless a page has several of that name.</summary>
    public string Id { get; init; } = Name;
}
