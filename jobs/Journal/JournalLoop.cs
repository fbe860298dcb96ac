using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Participation.Jobs.Journal;

internal sealed class JournalLoop(JournalPump pump, ILogger<JournalLoop> log) : BackgroundService
{
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(JournalPump.Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await pump.PumpAllAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                log.LogWarning(e, "The journal waits: the database did not answer");
                await Task.Delay(PauseAfterLoss, stoppingToken);
            }
        }
    }
}
