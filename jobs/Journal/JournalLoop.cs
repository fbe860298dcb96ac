using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Participation.Jobs.Journal;

internal sealed class JournalLoop(JournalPump pump, ILogger<JournalLoop> log) : BackgroundService
{
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(2);

    /// <summary>A timer that ticks a little early still finds its turn.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(JournalPump.Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PumpAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, the town goes on: what was read is undone and will be read again.
                log.LogError(e, "The journal waits: a batch of it could not be read");
                await Task.Delay(PauseAfterLoss, stoppingToken);
            }
        }
    }

    /// <summary>Usually one batch. Falling behind by more, it is caught up without a pause.</summary>
    private async Task PumpAsync(CancellationToken stop)
    {
        var read = await pump.PumpAsync(JournalPump.Pause - Slack, stop);
        while (read == JournalPump.BatchSize)
        {
            read = await pump.PumpAsync(stop: stop);
        }
    }
}
