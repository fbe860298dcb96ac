using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>A batch: who has entered it, and what is to be done next.</summary>
public class BatchModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BatchPage(db, me, almanac, words, clock)
{
    /// <summary>Names of those who entered, settled or discarded it.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync() => await PrepareAsync();

    protected override async Task PrepareAsync()
    {
        Guid?[] ids = [.. Batch.Entries.Select(e => (Guid?)e.PersonId), Batch.SettledById, Batch.DiscardedById];
        Names = await Db.People.NamesOfAsync(ids.OfType<Guid>(), Stop);
    }
}
