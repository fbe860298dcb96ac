using System.Text.Json;
using Microsoft.Extensions.Options;
using Participation.Texts;
using Participation.Web.Foundation;

namespace Participation.Web.Look;

/// <summary>A theme: a folder of <c>themes/</c>, which sets properties and words, and no markup.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Title">As the visitor reads it.</param>
/// <param name="Colour">The colour of the browser's frame on a phone.</param>
public sealed record Theme(string Name, LocalizedText Title, string Colour);

/// <summary>How this visitor sees the site.</summary>
/// <param name="Theme">Chosen, else the town's.</param>
/// <param name="Scheme">auto, light or dark.</param>
/// <param name="Fonts">The files to fetch before they are asked for.</param>
public sealed record Display(Theme Theme, string Scheme, IReadOnlyList<string> Fonts);

/// <summary>The themes there are, and which one a visitor has chosen.</summary>
public sealed class Themes
{
    public const string ThemeCookie = "theme";
    public const string SchemeCookie = "scheme";

    private readonly Theme _own;
    private readonly IReadOnlyList<string> _fonts;

    public Themes(Assets assets, IWebHostEnvironment environment, IOptions<TownOptions> town)
    {
        All = [.. Folder(environment).GetDirectories()
            .Where(folder => assets.Has($"themes/{folder.Name}/logo.svg"))
            .Select(Read)
            .OrderByDescending(theme => theme.Name == town.Value.Theme)];
        _own = All.FirstOrDefault(theme => theme.Name == town.Value.Theme)
            ?? throw new InvalidOperationException($"There is no theme '{town.Value.Theme}' in themes/.");
        _fonts = assets.Fonts;
    }

    public static IReadOnlyList<string> Schemes { get; } = ["auto", "light", "dark"];

    /// <summary>The town's own first.</summary>
    public IReadOnlyList<Theme> All { get; }

    public Display For(HttpContext context)
    {
        var theme = All.FirstOrDefault(t => t.Name == context.Request.Cookies[ThemeCookie]) ?? _own;
        var scheme = context.Request.Cookies[SchemeCookie] is { } chosen && Schemes.Contains(chosen) ? chosen : Schemes[0];
        return new Display(theme, scheme, _fonts);
    }

    // Beside the program where it is published, at the top of the tree where it is developed.
    private static DirectoryInfo Folder(IWebHostEnvironment environment) =>
        new[] { Path.Combine(AppContext.BaseDirectory, "themes"), Path.Combine(environment.ContentRootPath, "../themes") }
            .Select(path => new DirectoryInfo(path))
            .FirstOrDefault(folder => folder.Exists)
        ?? throw new InvalidOperationException("The folder themes/ is missing.");

    private static Theme Read(DirectoryInfo folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "theme.json")));
        var title = new LocalizedText(json.RootElement.GetProperty("name").EnumerateObject()
            .Select(name => KeyValuePair.Create(name.Name, name.Value.GetString()!)));
        return new Theme(folder.Name, title, json.RootElement.GetProperty("colour").GetProperty("light").GetString()!);
    }
}
