using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Proposals;
using Participation.Spaces;

namespace Participation.Web.Live;

/// <summary>What can be listened to, by whom, and the numbers it has.</summary>
public sealed class Subjects(ParticipationDb db)
{
    /// <param name="names">Each <c>kind:id</c>, written as facts write it.</param>
    /// <param name="listener">Who asks; a visitor has no identity.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The numbers of those subjects that exist and that this listener may see. The others are missing.</returns>
    public async Task<Dictionary<string, IReadOnlyDictionary<string, int>>> NumbersAsync(
        IReadOnlyCollection<string> names, ClaimsPrincipal? listener, CancellationToken stop)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, int>>();
        foreach (var (kind, ids) in ByKind(names))
        {
            foreach (var thing in await ThingsAsync(kind, ids, Listener.Of(listener), stop))
            {
                found[$"{kind}:{thing.Id}"] = NumbersOf(kind).Zip(thing.Numbers).ToDictionary(n => n.First, n => n.Second);
            }
        }

        return found;
    }

    private static IEnumerable<(string Kind, Guid[] Ids)> ByKind(IEnumerable<string> names) => names
        .Select(name => (Name: name, Parts: name.Split(':')))
        .Where(n => n.Parts.Length == 2 && NumbersOf(n.Parts[0]).Length > 0)
        .Select(n => (n.Name, Kind: n.Parts[0], Id: Guid.TryParse(n.Parts[1], out var id) ? id : Guid.Empty))
        .Where(n => n.Name == $"{n.Kind}:{n.Id}")
        .GroupBy(n => n.Kind, n => n.Id)
        .Select(g => (g.Key, g.Distinct().ToArray()));

    private static string[] NumbersOf(string kind) => kind switch
    {
        "proposal" => ["supports", "comments"],
        "debate" or "project" => ["comments"],
        "budget" => ["turnout"],
        "space" => ["proposals"],
        _ => [],
    };

    private Task<List<Thing>> ThingsAsync(string kind, Guid[] ids, Listener who, CancellationToken stop)
    {
        var spaces = db.Spaces.VisibleTo(who.IsCouncil).Select(s => s.Id);
        var things = kind switch
        {
            "proposal" => db.Proposals
                .Where(p => p.State != ProposalState.Draft || p.AuthorId == who.Id)
                .Where(p => p.HiddenAt == null || p.AuthorId == who.Id || who.IsModerator)
                .Where(p => spaces.Contains(p.SpaceId))
                .Select(p => new Thing { Id = p.Id, Numbers = new[] { p.Supports, p.Comments } }),
            "debate" => db.Debates.Where(d => spaces.Contains(d.SpaceId)).Select(d => new Thing { Id = d.Id, Numbers = new[] { d.Comments } }),
            "project" => db.Projects.Where(p => spaces.Contains(p.SpaceId)).Select(p => new Thing { Id = p.Id, Numbers = new[] { p.Comments } }),
            "budget" => db.Budgets.Where(b => spaces.Contains(b.SpaceId)).Select(b => new Thing { Id = b.Id, Numbers = new[] { b.Turnout } }),
            _ => db.Spaces.VisibleTo(who.IsCouncil).Select(s => new Thing { Id = s.Id, Numbers = new[] { s.Proposals } }),
        };
        return things.Where(t => ids.Contains(t.Id)).ToListAsync(stop);
    }

    private sealed record Thing
    {
        public Guid Id { get; init; }
        public int[] Numbers { get; init; } = [];
    }

    private sealed record Listener(Guid? Id, bool IsModerator, bool IsCouncil)
    {
        public static Listener Of(ClaimsPrincipal? person)
        {
            var id = Guid.TryParse(person?.FindFirstValue(ClaimTypes.NameIdentifier), out var known) ? known : (Guid?)null;
            var isCouncil = person?.IsInRole(nameof(Role.Council)) == true;
            return new Listener(id, isCouncil || person?.IsInRole(nameof(Role.Moderator)) == true, isCouncil);
        }
    }
}
