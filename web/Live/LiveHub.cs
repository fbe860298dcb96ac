using Microsoft.AspNetCore.SignalR;
using Participation.Web.Foundation;

namespace Participation.Web.Live;

/// <summary>What the browser is told: numbers, and that something happened. For more it asks the page itself.</summary>
public interface ILiveClient
{
    Task Changed(string subject, IReadOnlyDictionary<string, int> numbers, IReadOnlyList<string> kinds);
}

/// <summary>
/// Lets a browser listen to subjects. Nothing is ever sent but what the page itself would show to this listener.
/// </summary>
public sealed class LiveHub(Subjects subjects, CurrentPerson me) : Hub<ILiveClient>
{
    /// <summary>A page has few subjects; whoever asks for more is not a page.</summary>
    public const int MostAtOnce = 50;

    /// <returns>For each subject its numbers as they are now: a page that was away compares them with its own.</returns>
    /// <exception cref="HubException">A subject does not exist, or is not this person's to see; or there are too many.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>> Listen(string[] names)
    {
        if (names.Length > MostAtOnce)
        {
            throw new HubException("too_many");
        }

        // First the ear, then the numbers: what happens in between is heard.
        var numbers = new Dictionary<string, IReadOnlyDictionary<string, int>>();
        foreach (var name in names.Distinct())
        {
            if (await subjects.NumbersAsync(name, me.Id, Context.ConnectionAborted) is null)
            {
                throw new HubException("not_found");
            }

            await Groups.AddToGroupAsync(Context.ConnectionId, name, Context.ConnectionAborted);
            numbers[name] = await subjects.NumbersAsync(name, me.Id, Context.ConnectionAborted) ?? new Dictionary<string, int>();
        }

        return numbers;
    }
}
