using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace Participation.Bench.Limits;

/// <summary>
/// What the same server, framework and database do with next to nothing to do: the same bytes again and again, a bare
/// page with one query or two, a hub that only shouts. <c>bench limits</c>, started by the measurements themselves.
/// </summary>
internal static class LimitServer
{
    private static readonly Dictionary<string, int> Numbers = new() { ["supports"] = 1 };
    private static readonly string[] Kinds = ["ProposalSupported"];

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Participation")!));
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Limits");
        builder.Services.AddSignalR();

        await using var app = builder.Build();
        var page = Array.Empty<byte>();
        app.MapGet("/", () => Results.Ok());
        app.MapPut("/same", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            page = body.ToArray();
        });
        app.MapGet("/same", context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = page.Length;
            return context.Response.Body.WriteAsync(page).AsTask();
        });
        app.MapRazorPages();
        app.MapHub<BareHub>("/live");
        app.MapPost("/shout", (string subject, IHubContext<BareHub> hub) =>
            hub.Clients.Group(subject).SendAsync("Changed", subject, Numbers, Kinds));
        await app.RunAsync();
        return 0;
    }
}

/// <summary>Lets everybody listen to anything.</summary>
internal sealed class BareHub : Hub
{
    public async Task Listen(string[] names)
    {
        foreach (var name in names)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, name);
        }
    }
}
