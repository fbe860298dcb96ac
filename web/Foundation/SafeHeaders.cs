using System.Security.Cryptography;

namespace Participation.Web.Foundation;

/// <summary>
/// What a browser is told not to do with our pages. Scripts are ours or carry the request's nonce; none stands in a page.
/// </summary>
internal static class SafeHeaders
{
    public static void UseSafeHeaders(this WebApplication app, TownOptions town)
    {
        var tiles = Uri.TryCreate(town.Map.Tiles.Replace('{', '_').Replace('}', '_'), UriKind.Absolute, out var address)
            ? " " + address.GetLeftPart(UriPartial.Authority)
            : "";

        app.Use((context, next) =>
        {
            Write(context.Response.Headers, NewNonce(), tiles);
            return next(context);
        });
    }

    private static void Write(IHeaderDictionary headers, string nonce, string tiles)
    {
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:{tiles}; " +
            $"connect-src 'self'{tiles}; worker-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), payment=(), geolocation=(self)";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    private static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}
