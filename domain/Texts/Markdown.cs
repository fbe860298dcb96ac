using System.Collections.Concurrent;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Participation.Texts;

/// <summary>
/// What people write, as HTML: paragraphs, emphasis, lists, quotes, links. No raw HTML; links go to the web or to a
/// mailbox and say that we do not vouch for them; pictures become links, so that reading a page tells nobody else of it.
/// </summary>
public static class Markdown
{
    /// <summary>Rendered texts are kept until they fill this many characters of source; then the memory starts anew.</summary>
    private const int MemoryLimit = 16_000_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UsePipeTables()
        .Build();

    private static ConcurrentDictionary<(string Text, int Level), string> _memory = new();
    private static int _remembered;

    /// <param name="text">Markdown.</param>
    /// <param name="topHeading">The level at which the text's own headings begin, 2 to 6, so that they fit under the page's.</param>
    /// <returns>HTML that is safe to show.</returns>
    public static string ToHtml(string text, int topHeading = 3)
    {
        if (_memory.TryGetValue((text, topHeading), out var known))
        {
            return known;
        }

        var html = Render(text, topHeading);
        if (Interlocked.Add(ref _remembered, text.Length + html.Length) > MemoryLimit)
        {
            _memory = new();
            _remembered = 0;
        }

        _memory.TryAdd((text, topHeading), html);
        return html;
    }

    /// <summary>The words alone, on one line, cut at a word near <paramref name="length"/> characters.</summary>
    public static string ToExcerpt(string text, int length)
    {
        // Far more than an excerpt needs, and a bound on the work.
        var plain = Markdig.Markdown.ToPlainText(text.Length > length * 6 ? text[..(length * 6)] : text, Pipeline);
        var line = string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= length)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', length - 1);
        return line[..(cut > length / 2 ? cut : length - 1)].TrimEnd(',', ';', ':', '.', ' ') + "…";
    }

    private static string Render(string text, int topHeading)
    {
        var document = Markdig.Markdown.Parse(text, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(heading.Level + topHeading - 1, 6);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            if (IsWelcome(link.Url))
            {
                link.GetAttributes().AddPropertyIfNotExist("rel", "nofollow ugc noopener");
            }
            else
            {
                link.Url = "";
                link.ReplaceBy(new ContainerInline(), copyChildren: true);
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!link.IsEmail && !IsWelcome(link.Url))
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
            else
            {
                link.GetAttributes().AddPropertyIfNotExist("rel", "nofollow ugc noopener");
            }
        }

        return document.ToHtml(Pipeline);
    }

    private static bool IsWelcome(string? url) =>
        url is { Length: > 0 }
        && (url[0] is '#' || url[0] is '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal)
            || (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "https" or "http" or "mailto"));
}
