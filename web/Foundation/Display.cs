using Participation.Texts;
using Participation.Web.Look;

namespace Participation.Web.Foundation;

/// <summary>
/// <c>GET /display?language=en&amp;back=/here</c>: remembers how a visitor wants to see the site. A link, not a form with
/// a token: it changes nothing but what this browser shows.
/// </summary>
internal static class DisplayEndpoint
{
    private static readonly CookieOptions ForAYear = new()
    {
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
    };

    public static void MapDisplay(this WebApplication app) => app.MapGet("/display", (HttpContext context, Themes themes, string? language, string? theme, string? scheme, string? back) =>
    {
        Remember(context, Words.Cookie, language, Language.Codes);
        Remember(context, Themes.ThemeCookie, theme, themes.All.Select(t => t.Name));
        Remember(context, Themes.SchemeCookie, scheme, Themes.Schemes);
        return Results.LocalRedirect(IsOurs(back) ? back! : "/");
    });

    private static void Remember(HttpContext context, string cookie, string? value, IEnumerable<string> known)
    {
        if (value is not null && known.Contains(value))
        {
            context.Response.Cookies.Append(cookie, value, ForAYear);
        }
    }

    private static bool IsOurs(string? back) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal);
}
