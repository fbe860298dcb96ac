namespace Participation.Web.Look;

/// <summary>Where the pages before and after lie; null where there is none. Drawn by <c>Shared/_Pager.cshtml</c>.</summary>
public sealed record Pager(string? Previous, string? Next);
