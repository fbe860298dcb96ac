using System.Diagnostics;

namespace Participation.Bench.Live;

/// <summary>Many who listen to one subject.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<Listener> _listeners = [];
    private readonly List<Task> _listening = [];
    private TaskCompletionSource<long>? _all;
    private int _missing;

    private Crowd()
    {
    }

    public int Count => _listeners.Count;

    /// <summary>What all of them together were told.</summary>
    public long Changes => _listeners.Sum(l => (long)l.Changes);

    public int MostChangesOfOne => _listeners.Max(l => l.Changes);

    public static async Task<Crowd> GatherAsync(int port, string subject, int count)
    {
        var crowd = new Crowd();
        foreach (var some in Enumerable.Range(0, count).Chunk(50))
        {
            crowd._listeners.AddRange(await Task.WhenAll(some.Select(_ => Listener.OpenAsync(port, subject, crowd.Hear))));
        }

        crowd._listening.AddRange(crowd._listeners.Select(listener => listener.ListenAsync()));
        crowd._listening.Add(crowd.StayAwakeAsync());
        return crowd;
    }

    /// <summary>Lets something happen once, and waits until everybody has heard of it.</summary>
    /// <returns>When the last one heard, in milliseconds since it was set off.</returns>
    /// <exception cref="TimeoutException">Some never heard.</exception>
    public async Task<double> HearAllAsync(Func<Task> happen)
    {
        _all = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _missing = Count;
        var begun = Stopwatch.GetTimestamp();
        await happen();
        return Stopwatch.GetElapsedTime(begun, await _all.Task.WaitAsync(Patience)).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(_listening);
        _leaving.Dispose();
    }

    private void Hear(long at)
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _all?.TrySetResult(at);
        }
    }

    private async Task StayAwakeAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), _leaving.Token);
                await Task.WhenAll(_listeners.Select(listener => listener.PingAsync()));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
