using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Finds people by name, address or district, and says of each whether they have voted. Nothing more is told.</summary>
public class RollModel(ParticipationDb db, AccountsDb accounts, ElectoralRoll roll, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : PollingPage(db, me, almanac, words, clock)
{
    /// <summary>Longer lists are not shown: whoever stands at the counter can say their name.</summary>
    public const int Most = 20;

    private const int Shortest = 2;

    /// <summary>A part of the name, or a whole e-mail address.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? District { get; set; }

    public IReadOnlyList<RollRow> People { get; private set; } = [];

    /// <summary>Whether there are more than are shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether enough was typed to look for anyone.</summary>
    public bool HasAsked => Search?.Trim().Length >= Shortest;

    public async Task OnGetAsync()
    {
        if (!HasAsked)
        {
            return;
        }

        var found = await (await PeopleAsync())
            .Where(p => District == null || p.DistrictId == District)
            .Following(null, Db)
            .Take(Most + 1)
            .Select(p => new RollRow(p.Id, p.Name, p.DistrictId, Db.Roll.Any(e => e.BudgetId == Budget.Id && e.PersonId == p.Id)))
            .ToListAsync(Stop);
        (People, HasMore) = ([.. found.Take(Most)], found.Count > Most);
    }

    private async Task<IQueryable<Person>> PeopleAsync()
    {
        var people = roll.People(Space).AsNoTracking();
        if (!Search!.Contains('@', StringComparison.Ordinal))
        {
            return people.Named(Search);
        }

        var address = Search.Trim().ToUpperInvariant();
        var id = await accounts.Users.Where(a => a.NormalizedEmail == address).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(Stop);

        return people.Where(p => p.Id == id);
    }
}

/// <summary>A person as the roll shows them.</summary>
public sealed record RollRow(Guid Id, string Name, Guid? DistrictId, bool HasVoted);
