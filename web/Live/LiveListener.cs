using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using NpgsqlTypes;
using Participation.Journal;

namespace Participation.Web.Live;

/// <summary>
/// Hears what the journal's pump tells (<c>NOTIFY live</c>) and passes it on to the browsers connected to this node.
/// Every node listens for itself: there is no backplane. What was told while the connection to the database was lost
/// is read up in the journal.
/// </summary>
internal sealed class LiveListener(
    NpgsqlDataSource data, IServiceScopeFactory scopes, IHubContext<LiveHub, ILiveClient> hub, Listeners listeners, ILogger<LiveListener> log)
    : BackgroundService
{
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(1);

    /// <summary>How long silence is trusted before the connection is tried.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>How far the pump had read when the connection was last known to be sound; null before the first time.</summary>
    private Mark? _heardUpTo;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "Live updates pause: the connection to the database was lost");
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

        if (_heardUpTo is { } mark)
        {
            await CatchUpAsync(connection, mark, stop);
        }

        while (!stop.IsCancellationRequested)
        {
            // A connection cut without a word is silent for ever. Asking it something finds out.
            _heardUpTo = await ReadMarkAsync(connection, stop);
            await connection.WaitAsync(Silence, stop);
        }
    }

    private async Task CatchUpAsync(NpgsqlConnection connection, Mark mark, CancellationToken stop)
    {
        var missed = await ReadMissedAsync(connection, mark, stop);
        if (missed.Count == 0)
        {
            return;
        }

        // Read as a visitor would: those who may see more hear it with the next change.
        await using var scope = scopes.CreateAsyncScope();
        foreach (var chunk in missed.Keys.Chunk(500))
        {
            foreach (var (subject, numbers) in await scope.ServiceProvider.GetRequiredService<Subjects>().NumbersAsync(chunk, null, stop))
            {
                Tell(new LiveNews(subject, (IReadOnlyDictionary<string, int>)numbers, missed[subject]));
            }
        }
    }

    private async Task<Dictionary<string, string[]>> ReadMissedAsync(NpgsqlConnection connection, Mark mark, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select s.subject, array_agg(distinct j.kind)
            from journal j
            cross join lateral (values (j.subject), ('space:' || (j.body ->> 'SpaceId'))) s(subject)
            where (j.transaction, j.id) > ($1, $2) and s.subject = any ($3)
            group by s.subject
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = mark.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.AddWithValue(mark.EntryId);
        command.Parameters.AddWithValue(listeners.Subjects.ToArray());
        await using var reader = await command.ExecuteReaderAsync(stop);
        var missed = new Dictionary<string, string[]>();
        while (await reader.ReadAsync(stop))
        {
            missed[reader.GetString(0)] = reader.GetFieldValue<string[]>(1);
        }

        return missed;
    }

    private static async Task<Mark> ReadMarkAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select transaction, entry_id from journal_readers where name = 'pump'", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new Mark(reader.GetFieldValue<ulong>(0), reader.GetInt64(1))
            : throw new InvalidOperationException("The journal has no reader called 'pump'.");
    }

    private void Tell(string payload)
    {
        try
        {
            foreach (var news in LiveNews.Unpack(payload))
            {
                Tell(news);
            }
        }
        catch (JsonException e)
        {
            log.LogWarning(e, "A live update was not understood");
        }
    }

    private void Tell(LiveNews news)
    {
        if (listeners.Hear(news.Subject))
        {
            // Not awaited: one slow browser does not hold up the others. The transport drops it after ten seconds.
            _ = hub.Clients.Group(news.Subject).Changed(news.Subject, news.Numbers, news.Kinds);
        }
    }

    private sealed record Mark(ulong Transaction, long EntryId);
}

internal static class LiveSetup
{
    /// <summary>Fifty subjects of fifty letters, and room to spare.</summary>
    private const int LongestMessage = 8 * 1024;

    public static IServiceCollection AddLiveUpdates(this IServiceCollection services)
    {
        services.AddSignalR(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddScoped<Subjects>();
        services.AddSingleton<Listeners>();
        return services.AddHostedService<LiveListener>();
    }
}
