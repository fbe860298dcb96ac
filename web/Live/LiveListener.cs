using Microsoft.AspNetCore.SignalR;
using Npgsql;
using Participation.Journal;

namespace Participation.Web.Live;

/// <summary>
/// Hears what the journal's pump tells (<c>NOTIFY live</c>) and passes it on to the browsers connected to this node.
/// Every node listens for itself: there is no backplane.
/// </summary>
internal sealed class LiveListener(NpgsqlDataSource data, IHubContext<LiveHub, ILiveClient> hub, ILogger<LiveListener> log) : BackgroundService
{
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                log.LogWarning(e, "Live updates paused: the database connection was lost");
                await Task.Delay(PauseAfterLoss, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        connection.Notification += (_, heard) => Tell(heard.Payload);

        await using (var listen = new NpgsqlCommand("listen live", connection))
        {
            await listen.ExecuteNonQueryAsync(stop);
        }

        while (!stop.IsCancellationRequested)
        {
            await connection.WaitAsync(stop);
        }
    }

    private void Tell(string payload)
    {
        foreach (var news in LiveNews.Unpack(payload))
        {
            _ = hub.Clients.Group(news.Subject).Changed(news.Subject, news.Numbers, news.Kinds);
        }
    }
}

internal static class LiveSetup
{
    public static IServiceCollection AddLiveUpdates(this IServiceCollection services)
    {
        services.AddSignalR();
        services.AddScoped<Subjects>();
        return services.AddHostedService<LiveListener>();
    }
}
