using Microsoft.Extensions.Hosting;
using Participation.Jobs.Budgets;
using Participation.Jobs.Engine;
using Participation.Jobs.People;

namespace Participation.Jobs.Spaces;

/// <summary>
/// Looks every minute for phases to announce and votes to close, should a single order have been lost; and every night for
/// what is to be forgotten.
/// </summary>
internal sealed class TownClock(IJobEngine engine) : IHostedService
{
    private const string EveryMinute = "* * * * *";
    private const string EveryNight = "20 2 * * *";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.EveryAsync(new AnnouncePhases(), EveryMinute, TimeZoneInfo.Utc, cancellationToken);
        await engine.EveryAsync(new CloseVotes(), EveryMinute, TimeZoneInfo.Utc, cancellationToken);
        await engine.EveryAsync(new ForgetWhatIsOver(), EveryNight, TimeZoneInfo.Utc, cancellationToken);

        // Votes that ended while no server ran need not wait for the next minute.
        await engine.GiveAsync(new CloseVotes(), key: "start", stop: cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
