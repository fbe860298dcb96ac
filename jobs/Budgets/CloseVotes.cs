using Microsoft.Extensions.Logging;
using Participation.Database;
using Participation.Jobs.Engine;

namespace Participation.Jobs.Budgets;

/// <summary>The order to close, count and publish every budget whose voting time is over.</summary>
public sealed record CloseVotes;

/// <summary>Closes votes at their minute. May be stopped anywhere and run again, on several servers at once.</summary>
internal sealed class VoteCloser(VoteClosing closing, TimeProvider clock, ILogger<VoteCloser> log) : IJob<CloseVotes>
{
    /// <exception cref="AggregateException">Some could not be closed; the others are.</exception>
    public async Task RunAsync(CloseVotes order, CancellationToken stop)
    {
        var failures = new List<Exception>();
        foreach (var budget in await closing.DueAsync(clock.GetUtcNow(), stop))
        {
            try
            {
                await closing.CloseAsync(budget, clock.GetUtcNow(), stop);
                log.LogInformation("The vote on budget {Budget} is closed, counted and published", budget);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(new InvalidOperationException($"The vote on budget {budget} could not be closed: {e.Message}", e));
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
