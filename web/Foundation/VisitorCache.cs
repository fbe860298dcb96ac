using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Participation.Web.Look;

namespace Participation.Web.Foundation;

/// <summary>
/// Keeps the pages of those who are not signed in as bytes, for one second: a crowd that comes from one poster costs as
/// much as one visitor a second. All who ask in between wait for the same page.
/// </summary>
/// <remarks>
/// A visitor's page depends on its address, the language, the look and the visitor's <see cref="Shuffle"/>, and on
/// nothing else: a page with a form for signed-in people shows it only to them.
/// </remarks>
internal sealed class VisitorCache(RequestDelegate next, TimeProvider clock, IOptionsMonitor<CookieAuthenticationOptions> sessions)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of pages kept; above it the memory starts anew.</summary>
    private const long Limit = 64_000_000;

    private const int LongestKey = 500;

    private static readonly string[] NeverKept =
        ["/account", "/sign-in", "/sign-up", "/sign-out", "/letter-sent", "/mail", "/forgotten-password", "/reset-password", "/counter", "/admin", "/display", "/live", "/health", "/files", "/api", "/error"];

    private readonly ConcurrentDictionary<string, Lazy<Task<Kept?>>> _pages = new();
    private long _bytes;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsForEveryone(context))
        {
            await next(context);
            return;
        }

        var shuffle = Shuffle.Of(context);
        var key = $"{Words.CodeFor(context)}|{context.Request.Cookies[Themes.ThemeCookie]}|{context.Request.Cookies[Themes.SchemeCookie]}|{shuffle}|{context.Request.Host}{context.Request.Path}{context.Request.QueryString}";

        if (key.Length > LongestKey)
        {
            await next(context);
            return;
        }

        while (true)
        {
            var mine = new Lazy<Task<Kept?>>(() => RenderAsync(context));
            var found = _pages.GetOrAdd(key, mine);
            if (found == mine)
            {
                await AnswerFirstAsync(key, mine, context);
                return;
            }

            if (await PageOfAnotherAsync(found) is { } page && clock.GetElapsedTime(page.At) < MaxAge)
            {
                await SendAsync(page, context);
                return;
            }

            _pages.TryRemove(KeyValuePair.Create(key, found));
        }
    }

    private bool IsForEveryone(HttpContext context)
    {
        var request = context.Request;
        return HttpMethods.IsGet(request.Method)
            && !request.Cookies.ContainsKey(sessions.Get(IdentityConstants.ApplicationScheme).Cookie.Name!)
            && !request.Cookies.ContainsKey(TownSetup.DoneCookie)
            && !request.Headers.ContainsKey("Authorization")
            && !Array.Exists(NeverKept, path => request.Path.StartsWithSegments(path));
    }

    private async Task AnswerFirstAsync(string key, Lazy<Task<Kept?>> mine, HttpContext context)
    {
        Kept? page = null;
        try
        {
            page = await mine.Value;
        }
        finally
        {
            if (page is null)
            {
                _pages.TryRemove(KeyValuePair.Create(key, mine));
            }
        }

        if (page is null)
        {
            return;
        }

        if (Interlocked.Add(ref _bytes, page.Body.Length) > Limit)
        {
            _pages.Clear();
            Interlocked.Exchange(ref _bytes, 0);
        }

        await SendAsync(page, context);
    }

    /// <returns>Null where the other's answer was no page to share, or it went away before there was one.</returns>
    private static async Task<Kept?> PageOfAnotherAsync(Lazy<Task<Kept?>> found)
    {
        try
        {
            return await found.Value;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Told to the one who asked first. We try for ourselves.
            return null;
        }
    }

    /// <returns>Null where the answer is no page to keep; then it has been sent already.</returns>
    private async Task<Kept?> RenderAsync(HttpContext context)
    {
        var at = clock.GetTimestamp();
        var sent = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = sent;
        }

        var isPage = context.Response.StatusCode == StatusCodes.Status200OK
            && context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true
            && !context.Response.Headers.ContainsKey("Set-Cookie");
        if (isPage)
        {
            return new Kept(body.ToArray(), context.Response.ContentType!, at);
        }

        body.Position = 0;
        await body.CopyToAsync(sent);
        return null;
    }

    private static async Task SendAsync(Kept page, HttpContext context)
    {
        var response = context.Response;
        response.ContentType = page.ContentType;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept-Encoding, Accept-Language, Cookie";
        Shuffle.Remember(context);

        var body = page.Body;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
        {
            response.Headers.ContentEncoding = "br";
            body = page.Compressed;
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private sealed class Kept(byte[] body, string contentType, long at)
    {
        private byte[]? _compressed;

        public byte[] Body { get; } = body;

        public string ContentType { get; } = contentType;

        public long At { get; } = at;

        public byte[] Compressed => _compressed ??= Compress(Body);

        private static byte[] Compress(byte[] body)
        {
            using var compressed = new MemoryStream();
            using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest))
            {
                brotli.Write(body);
            }

            return compressed.ToArray();
        }
    }
}

/// <summary>
/// Where in the random order this visitor begins. Remembered in a cookie, so that the order stays the same while
/// someone reads; one of few values, so that visitors share pages.
/// </summary>
public static class Shuffle
{
    public const int Starts = 16;

    private const string Cookie = "shuffle";

    /// <summary>From 0 to <see cref="Starts"/> − 1; drawn at the first visit.</summary>
    public static int Of(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(Shuffle), out var drawn))
        {
            return (int)drawn!;
        }

        var start = int.TryParse(context.Request.Cookies[Cookie], NumberStyles.None, CultureInfo.InvariantCulture, out var kept) && kept < Starts
            ? kept
            : RandomNumberGenerator.GetInt32(Starts);
        context.Items[typeof(Shuffle)] = start;
        return start;
    }

    /// <summary>Writes the cookie where the browser has none yet, as the answer leaves: the page itself others may share.</summary>
    public static void Remember(HttpContext context)
    {
        if (!context.Request.Cookies.ContainsKey(Cookie) && context.Items.TryAdd(Cookie, true))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Cookies.Append(Cookie, Of(context).ToString(CultureInfo.InvariantCulture), new CookieOptions
                {
                    MaxAge = TimeSpan.FromDays(1),
                    SameSite = SameSiteMode.Lax,
                    HttpOnly = true,
                    IsEssential = true,
                });
                return Task.CompletedTask;
            });
        }
    }
}
