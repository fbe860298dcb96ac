using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Participation.Web.Look;

/// <summary>Where what the browser loads lies: each file's name carries a hash of its content.</summary>
public sealed class Assets
{
    private readonly FrozenDictionary<string, string> _paths;
    private readonly ConcurrentDictionary<string, HtmlString> _icons = new();
    private readonly string _sheet;

    public Assets(IWebHostEnvironment environment)
    {
        var manifest = environment.WebRootFileProvider.GetFileInfo("assets/manifest.json");
        if (!manifest.Exists)
        {
            throw new InvalidOperationException("The page's scripts and styles are not built: run 'npm ci' and 'node build.mjs' in web/.");
        }

        using var file = manifest.CreateReadStream();
        _paths = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!
            .ToFrozenDictionary(asset => asset.Key, asset => $"/assets/{asset.Value}");
        _sheet = this["icons.svg"];
        Fonts = [.. _paths.Where(p => p.Key.EndsWith("-latin-wght-normal.woff2", StringComparison.Ordinal)).Select(p => p.Value).Order()];
    }

    /// <summary>What <c>&lt;icon /&gt;</c> writes. Called as it is where a list has a hundred of them: a tag helper each is dear.</summary>
    /// <param name="name">One of the files in <c>Icons/</c>.</param>
    public HtmlString Icon(string name) =>
        _icons.GetOrAdd(name, (n, sheet) => new HtmlString($"""<svg class="icon" aria-hidden="true"><use href="{sheet}#{n}"/></svg>"""), _sheet);

    /// <param name="name">As the build calls it: <c>site.css</c>.</param>
    /// <exception cref="KeyNotFoundException">The build makes no such file.</exception>
    public string this[string name] => _paths[name];

    /// <summary>The Latin letters of the page's faces: needed at once, by every page.</summary>
    public IReadOnlyList<string> Fonts { get; }

    public bool Has(string name) => _paths.ContainsKey(name);
}
