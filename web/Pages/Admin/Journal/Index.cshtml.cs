using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Journal;
using Participation.Polling;
using Participation.Texts;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Admin.Journal;

/// <summary>Who of the council and of the moderators did what, and to what; newest first.</summary>
public class IndexModel(ParticipationDb db, Almanac almanac, Words words) : AdminPage(words)
{
    public const int PageSize = 50;

    /// <summary>The number of the last entry of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<Deed> Deeds { get; private set; } = [];
    public Pager Pager { get; private set; } = new(null, null);

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var entries = await db.Journal.OfTheTownHall(Before).AsNoTracking().Take(PageSize + 1).ToListAsync(stop);
        var shown = entries.Take(PageSize).Select(e => (Entry: e, e.Fact)).ToList();
        var people = await NamesAsync(shown.Select(s => s.Fact), stop);
        var subjects = await SubjectsAsync([.. shown.Select(s => s.Fact.Subject).Distinct()], stop);

        Deeds = [.. shown.Select(s => new Deed(s.Entry.HappenedAt, people.GetValueOrDefault(WhoOf(s.Fact)) ?? "", What(s.Fact), subjects.GetValueOrDefault(s.Fact.Subject)))];
        Pager = new Pager(Before is null ? null : "/admin/journal", entries.Count > PageSize ? $"/admin/journal?before={shown[^1].Entry.Id}" : null);
    }

    private static Guid WhoOf(IFact fact) => JournalQueries.ActorOf(fact) ?? Guid.Empty;

    /// <summary>The sentence for a fact; where it says which part was changed, for that part.</summary>
    private string What(IFact fact)
    {
        var key = $"admin.facts.{fact.GetType().Name}";
        if (fact is PaperBatchDiscarded discarded)
        {
            return Words.With(key, ("batch", discarded.Name), ("reason", discarded.Reason));
        }

        var part = fact.GetType().GetProperty("Part")?.GetValue(fact)?.ToString()?.ToLowerInvariant();
        return Words[part is null ? key : $"{key}.{part}"];
    }

    private Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<IFact> facts, CancellationToken stop)
    {
        var ids = facts.Select(WhoOf).Distinct().ToArray();
        return db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name.Length > 0 ? p.Name : Words["layout.nobody"], stop);
    }

    /// <summary>What each <c>kind:id</c> is called, and where it is; what is gone is left out.</summary>
    private async Task<Dictionary<string, (string Name, string Address)>> SubjectsAsync(IReadOnlyList<string> subjects, CancellationToken stop)
    {
        var page = await almanac.ReadAsync(stop);
        var named = new Dictionary<string, (string, string)>();
        foreach (var id in Ids("space"))
        {
            if (page.Space(id) is { } space)
            {
                named[$"space:{id}"] = (Words.In(space.Title), $"/admin/spaces/{space.Slug}");
            }
        }

        await AddAsync("budget", ids => db.Budgets.Where(b => ids.Contains(b.Id)).Select(b => new Found(b.Id, b.Title, $"/admin/budgets/{b.Number}")));
        await AddAsync("proposal", ids => db.Proposals.Where(p => ids.Contains(p.Id)).Select(p => new Found(p.Id, LocalizedText.Of(p.Title, null), $"/proposals/{p.Number}")));
        await AddAsync("debate", ids => db.Debates.Where(d => ids.Contains(d.Id)).Select(d => new Found(d.Id, d.Title, $"/debates/{d.Number}")));
        await AddAsync("person", ids => db.People.Where(p => ids.Contains(p.Id) && p.DeletedAt == null).Select(p => new Found(p.Id, LocalizedText.Of(p.Name, null), $"/admin/people/{p.Id}")));
        return named;

        Guid[] Ids(string kind) =>
            [.. subjects.Where(s => s.StartsWith(kind + ":", StringComparison.Ordinal)).Select(s => Guid.Parse(s.AsSpan(kind.Length + 1)))];

        async Task AddAsync(string kind, Func<Guid[], IQueryable<Found>> query)
        {
            if (Ids(kind) is { Length: > 0 } ids)
            {
                foreach (var found in await query(ids).ToListAsync(stop))
                {
                    named[$"{kind}:{found.Id}"] = (Words.In(found.Name), found.Address);
                }
            }
        }
    }

    private sealed record Found(Guid Id, LocalizedText Name, string Address);
}

/// <summary>One line of the register.</summary>
/// <param name="At">When.</param>
/// <param name="Who">By name.</param>
/// <param name="What">In words.</param>
/// <param name="On">To what; null where that is gone.</param>
public sealed record Deed(DateTimeOffset At, string Who, string What, (string Name, string Address)? On);
