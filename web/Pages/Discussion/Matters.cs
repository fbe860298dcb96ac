using Participation.Database;
using Participation.Discussion;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Discussion;

/// <summary>Finds what is talked about, where this reader may see it.</summary>
public sealed class Matters(ParticipationDb db, Almanac almanac, CurrentPerson me)
{
    /// <returns>Null when there is no such topic, or it is not this reader's to see.</returns>
    public async Task<(Matter Matter, Space Space)?> FindAsync(Guid topicId, CancellationToken stop)
    {
        var person = await me.FindAsync();
        var matter = await db.MatterAsync(topicId, stop);
        var space = matter is null ? null : (await almanac.ReadAsync(stop)).Space(matter.Topic.SpaceId);

        return matter is not null && space is not null && (space.IsPublished || person?.IsCouncil == true) && matter.CanBeReadBy(person)
            ? (matter, space)
            : null;
    }
}
