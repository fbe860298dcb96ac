using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Participation.App.Tests.Support;
using Participation.People;
using Participation.Web.Foundation;
using Xunit;

namespace Participation.App.Tests.Foundation;

public class VisitorCacheTests(Postgres postgres)
{
    private readonly Clockwork _clock = new();
    private int _rendered;

    [Fact]
    public async Task A_crowd_gets_one_page_and_a_second_later_a_new_one()
    {
        var cache = Cache(async context =>
        {
            Interlocked.Increment(ref _rendered);
            await Task.Delay(20);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"page {_rendered}");
        });

        var crowd = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(cache, "/spaces")));
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        var later = await AskAsync(cache, "/spaces");

        Assert.All(crowd, page => Assert.Equal("page 1", page.Body));
        Assert.Equal("page 2", later.Body);
    }

    [Theory]
    [InlineData("language", "en")]
    [InlineData("theme", "contrast")]
    [InlineData("scheme", "dark")]
    [InlineData("shuffle", "7")]
    public async Task What_a_visitor_chose_is_kept_apart(string cookie, string value)
    {
        var cache = Cache(async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(context.Request.Headers.Cookie.ToString());
        });

        var plain = await AskAsync(cache, "/", "shuffle=1");
        var chosen = await AskAsync(cache, "/", $"{cookie}={value}");

        Assert.NotEqual(plain.Body, chosen.Body);
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_never_answered_from_what_is_kept()
    {
        var cache = Cache(async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync($"page {Interlocked.Increment(ref _rendered)}");
        });

        await AskAsync(cache, "/", "shuffle=1");
        var signedIn = await AskAsync(cache, "/", $"shuffle=1; {new Session().Cookie.Name}=x");
        var visitor = await AskAsync(cache, "/", "shuffle=1");

        Assert.Equal(("page 2", "page 1"), (signedIn.Body, visitor.Body));
    }

    [Fact]
    public async Task Nobody_sees_the_page_of_someone_who_is_signed_in()
    {
        await using var app = await Support.App.StartAsync(postgres, web => web.UseSetting("VisitorCache", "true"));
        var person = new Person("Camille Petit", app.Clock.GetUtcNow());
        await app.SaveAsync(person);
        using var client = app.Server.CreateClient();

        var hers = await OpenAsync(SessionOf(app, person));
        var mine = await OpenAsync("shuffle=1");
        var hersAgain = await OpenAsync(SessionOf(app, person));

        Assert.Contains("Camille Petit", hers, StringComparison.Ordinal);
        Assert.DoesNotContain("Camille Petit", mine, StringComparison.Ordinal);
        Assert.Contains("Camille Petit", hersAgain, StringComparison.Ordinal);

        async Task<string> OpenAsync(string cookies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("Cookie", cookies);
            using var response = await client.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task Those_who_come_for_the_first_time_share_a_page_too()
    {
        var cache = Cache(async context =>
        {
            _rendered++;
            Shuffle.Remember(context);
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("page");
        });

        for (var visitor = 0; visitor < 100; visitor++)
        {
            await AskAsync(cache, "/", "");
        }

        Assert.InRange(_rendered, 1, Shuffle.Starts);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    public async Task What_is_no_page_is_answered_once_and_not_kept(int status)
    {
        var cache = Cache(context =>
        {
            _rendered++;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var first = await AskAsync(cache, "/");
        await AskAsync(cache, "/");

        Assert.Equal(status, first.Status);
        Assert.Equal(2, _rendered);
    }

    [Fact]
    public async Task When_the_first_goes_away_the_others_still_get_their_page()
    {
        var cache = Cache(async context =>
        {
            if (Interlocked.Increment(ref _rendered) == 1)
            {
                await Task.Delay(20);
                throw new OperationCanceledException();
            }

            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("page");
        });

        var gone = AskAsync(cache, "/", "shuffle=1");
        var other = await AskAsync(cache, "/", "shuffle=1");

        Assert.Equal("page", other.Body);
        await Assert.ThrowsAsync<OperationCanceledException>(() => gone);
    }

    private VisitorCache Cache(RequestDelegate render) => new(render, _clock, new Session());

    private static string SessionOf(Support.App app, Person person)
    {
        var session = app.Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim(ClaimTypes.Name, person.Name)], IdentityConstants.ApplicationScheme);
        var now = new AuthenticationProperties { IssuedUtc = app.Clock.GetUtcNow() };
        return $"shuffle=1; {session.Cookie.Name}={session.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), now, IdentityConstants.ApplicationScheme))}";
    }

    private static async Task<(int Status, string Body)> AskAsync(VisitorCache cache, string path, string cookies = "shuffle=1")
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = path;
        context.Request.Headers.Cookie = cookies;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await cache.InvokeAsync(context);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    private sealed class Session : IOptionsMonitor<CookieAuthenticationOptions>
    {
        public CookieBuilder Cookie => CurrentValue.Cookie;

        public CookieAuthenticationOptions CurrentValue { get; } = new() { Cookie = { Name = "session" } };

        public CookieAuthenticationOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<CookieAuthenticationOptions, string?> listener) => null;
    }

    private sealed class Clockwork : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
