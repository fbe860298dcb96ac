using Microsoft.AspNetCore.SignalR;

namespace Participation.Web.Live;

/// <summary>What the browser is told: numbers, and that something happened. For more it asks the page itself.</summary>
public interface ILiveClient
{
    Task Changed(string subject, IReadOnlyDictionary<string, int> numbers, IReadOnlyList<string> kinds);
}

/// <summary>
/// Lets a browser listen to subjects. Nothing is ever sent but what the page itself would show to this listener.
/// </summary>
public sealed class LiveHub(Subjects subjects, Listeners listeners) : Hub<ILiveClient>
{
    /// <summary>A page has few subjects; whoever asks for more on one connection is not a page.</summary>
    public const int MostAtOnce = 50;

    /// <returns>For each subject its numbers as they are now: a page that was away compares them with its own.</returns>
    /// <exception cref="HubException">
    /// <c>not_found</c>: a subject does not exist, or is not this person's to see. <c>too_many</c>: more than
    /// <see cref="MostAtOnce"/> on this connection. Then none of them is listened to.
    /// </exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>> Listen(string[] names)
    {
        var asked = (names ?? []).Distinct().ToList();
        var heard = Heard();
        if (heard.Union(asked).Count() > MostAtOnce)
        {
            throw new HubException("too_many");
        }

        var visible = await subjects.NumbersAsync(asked, Context.User, Context.ConnectionAborted);
        if (visible.Count < asked.Count)
        {
            throw new HubException("not_found");
        }

        foreach (var name in asked.Where(heard.Add))
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, name, Context.ConnectionAborted);
            listeners.Add(name);
        }

        // The numbers once more, now that the ear is open: what happened in between would be in neither.
        return await subjects.NumbersAsync(asked, Context.User, Context.ConnectionAborted);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var name in Heard())
        {
            listeners.Remove(name);
        }

        return base.OnDisconnectedAsync(exception);
    }

    private HashSet<string> Heard()
    {
        if (Context.Items.TryGetValue(nameof(Heard), out var known))
        {
            return (HashSet<string>)known!;
        }

        var heard = new HashSet<string>();
        Context.Items[nameof(Heard)] = heard;
        return heard;
    }
}
