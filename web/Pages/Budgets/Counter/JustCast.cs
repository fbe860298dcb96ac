using System.Collections.Concurrent;
using Participation.Board;

namespace Participation.Web.Pages.Budgets.Counter;

/// <summary>
/// Ballots cast at the counter within the last minute, by their nonce: a button pressed twice gets one receipt twice, and
/// the next voter, who goes back, gets nothing. It is kept in memory alone.
/// </summary>
public sealed class JustCast(TimeProvider clock)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Digest, DateTimeOffset> _until = [];

    public void Add(Digest nonce)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _until.Where(u => u.Value <= now))
        {
            _until.TryRemove(old, out _);
        }

        _until[nonce] = now + Lasts;
    }

    public bool Has(Digest nonce) => _until.TryGetValue(nonce, out var until) && clock.GetUtcNow() < until;
}
