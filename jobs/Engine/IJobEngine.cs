namespace Participation.Jobs.Engine;

/// <summary>
/// Takes orders and sees to it that they are carried out, on whichever server has time, even if this one is gone by then.
/// Offers what any job engine offers, so that it can be exchanged.
/// </summary>
/// <remarks>
/// What fails is tried again after 1, 4, 9, 16 … minutes. After ten tries it rests, is listed under
/// <see cref="RunState.Failed"/>, and can be retried by hand.
/// </remarks>
public interface IJobEngine
{
    /// <param name="order">What is to be done; an <see cref="IJob{TOrder}"/> must exist for it.</param>
    /// <param name="at">When; null or the past for now.</param>
    /// <param name="key">
    /// Of the orders of one kind that share a key, one waits at most (a later one replaces it, time and all) and one at
    /// most is being carried out. Null for an order that has nothing to do with any other, which is also quicker.
    /// </param>
    /// <param name="stop">Gives up waiting for the order to be noted.</param>
    Task GiveAsync<TOrder>(TOrder order, DateTimeOffset? at = null, string? key = null, CancellationToken stop = default)
        where TOrder : notnull;

    /// <summary>Gives the order again and again; never twice at once. Times missed while no server ran are made up for once.</summary>
    /// <remarks>There is one such order of a kind. Giving it again, as every server does at its start, changes nothing
    /// unless it differs.</remarks>
    /// <param name="order">What is to be done.</param>
    /// <param name="cron">Minute, hour, day of the month, month, day of the week (0 is Sunday): <c>0 3 * * *</c>.</param>
    /// <param name="zone">Whose clock is meant.</param>
    /// <param name="stop">Gives up waiting for the order to be noted.</param>
    /// <exception cref="FormatException">That is no cron expression.</exception>
    Task EveryAsync<TOrder>(TOrder order, string cron, TimeZoneInfo zone, CancellationToken stop = default)
        where TOrder : notnull;

    /// <returns>False when no such order waits.</returns>
    Task<bool> CancelAsync<TOrder>(string key, CancellationToken stop = default)
        where TOrder : notnull;

    /// <summary>What waits (by kind), runs, was done or failed (newest first).</summary>
    Task<RunPage> ListAsync(RunState state, int skip = 0, int take = 50, CancellationToken stop = default);

    /// <summary>Gives an order that failed for good once more, now and with all its tries.</summary>
    /// <returns>False when it is not, or no longer, among the failed.</returns>
    Task<bool> RetryAsync(string id, CancellationToken stop = default);
}

public enum RunState
{
    /// <summary>Waits for its time, or for its next try.</summary>
    Scheduled,
    Running,
    Done,

    /// <summary>Rests after its last try, until somebody retries it.</summary>
    Failed,
}

/// <summary>One carrying out of an order, waiting or past.</summary>
/// <param name="Id">What <see cref="IJobEngine.RetryAsync"/> wants.</param>
/// <param name="Kind">The name of the order.</param>
/// <param name="Order">The order, as JSON; empty when it is no longer known.</param>
/// <param name="State">How it stands.</param>
/// <param name="At">When it is due, began, or failed for good.</param>
/// <param name="Tries">How often it has been begun; not known while it runs.</param>
/// <param name="Took">How long it took, once done.</param>
/// <param name="Error">What went wrong at the last try.</param>
public sealed record Run(string Id, string Kind, string Order, RunState State, DateTimeOffset At, int? Tries, TimeSpan? Took, string? Error);

/// <param name="Runs">This page's.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record RunPage(IReadOnlyList<Run> Runs, int Total);
