using System.Threading.Channels;
using Npgsql;
using Participation.Board;

namespace Participation.Database;

/// <summary>
/// Ballots that wait for a log on this server. Those that wait together are written together; where the database refuses
/// them so, each by itself, so that one alone is refused.
/// </summary>
internal sealed class BallotQueue : IAsyncDisposable
{
    private const int MostAtOnce = 256;

    private readonly Channel<Waiting> _queue = System.Threading.Channels.Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly Func<IReadOnlyList<Casting>, Task<Func<Casting, Receipt>>> _write;
    private readonly Task _writing;

    /// <param name="write">Writes ballots, and then gives for each its receipt or a <see cref="RefusedException"/>.</param>
    public BallotQueue(Func<IReadOnlyList<Casting>, Task<Func<Casting, Receipt>>> write)
    {
        _write = write;
        _writing = WriteAllAsync();
    }

    /// <summary>Waits for its turn, and until it is written.</summary>
    public Task<Receipt> AddAsync(Casting casting)
    {
        var waiting = new Waiting(casting);

        return _queue.Writer.TryWrite(waiting) ? waiting.Receipt.Task : Task.FromException<Receipt>(new ObjectDisposedException(nameof(BallotQueue)));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Waiting>();
            while (batch.Count < MostAtOnce && _queue.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
            }

            if (!await TryWriteAsync(batch, isLast: batch.Count == 1))
            {
                foreach (var waiting in batch)
                {
                    await TryWriteAsync([waiting], isLast: true);
                }
            }
        }
    }

    private async Task<bool> TryWriteAsync(List<Waiting> batch, bool isLast)
    {
        try
        {
            var receiptOf = await _write(batch.ConvertAll(w => w.Casting));
            batch.ForEach(waiting => waiting.Settle(receiptOf));
        }
        catch (PostgresException) when (!isLast)
        {
            return false;
        }
        catch (Exception e)
        {
            batch.ForEach(waiting => waiting.Receipt.TrySetException(e));
        }

        return true;
    }

    private sealed class Waiting(Casting casting)
    {
        public Casting Casting => casting;

        // Whoever waits goes on elsewhere: the queue is not to be held up by a page being drawn.
        public TaskCompletionSource<Receipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Settle(Func<Casting, Receipt> receiptOf)
        {
            try
            {
                Receipt.TrySetResult(receiptOf(casting));
            }
            catch (RefusedException refused)
            {
                Receipt.TrySetException(refused);
            }
        }
    }
}
