using System.Collections.Concurrent;

namespace Participation.Web.Live;

/// <summary>How many connections of this node listen to each subject.</summary>
public sealed class Listeners
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    /// <summary>The subjects that someone listens to.</summary>
    public IReadOnlyCollection<string> Subjects => [.. _counts.Keys];

    public bool Hear(string subject) => _counts.ContainsKey(subject);

    public void Add(string subject) => _counts.AddOrUpdate(subject, 1, (_, count) => count + 1);

    public void Remove(string subject)
    {
        if (_counts.AddOrUpdate(subject, 0, (_, count) => count - 1) <= 0)
        {
            _counts.TryRemove(KeyValuePair.Create(subject, 0));
        }
    }
}
