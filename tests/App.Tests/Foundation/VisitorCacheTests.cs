using Microsoft.AspNetCore.Http;
using Participation.Web.Foundation;
using Xunit;

namespace Participation.App.Tests.Foundation;

public class VisitorCacheTests
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
        var signedIn = await AskAsync(cache, "/", "shuffle=1; .AspNetCore.Identity.Application=x");
        var visitor = await AskAsync(cache, "/", "shuffle=1");

        Assert.Equal(("page 2", "page 1"), (signedIn.Body, visitor.Body));
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

    private VisitorCache Cache(RequestDelegate render) => new(render, _clock);

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

    private sealed class Clockwork : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
