using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Proposals;
using Participation.Spaces;

namespace Participation.Web.Live;

/// <summary>What can be listened to, by whom, and the numbers it has.</summary>
public sealed class Subjects(ParticipationDb db)
{
    /// <param name="subject"><c>kind:id</c>, as facts name it.</param>
    /// <param name="personId">Who asks; null for a visitor.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Null when there is no such subject, or this person may not see it.</returns>
    public async Task<IReadOnlyDictionary<string, int>?> NumbersAsync(string subject, Guid? personId, CancellationToken stop)
    {
        if (subject.Split(':') is not [var kind, var text] || !Guid.TryParse(text, out var id))
        {
            return null;
        }

        string[] names = kind switch
        {
            "proposal" => ["supports", "comments"],
            "debate" or "project" => ["comments"],
            "budget" => ["turnout"],
            "space" => ["proposals"],
            _ => [],
        };
        var numbers = kind switch
        {
            "proposal" => db.Proposals
                .Where(p => p.Id == id && (p.State != ProposalState.Draft && p.HiddenAt == null || p.AuthorId == personId))
                .Select(p => new[] { p.Supports, p.Comments }),
            "debate" => db.Debates.Where(d => d.Id == id && Published().Contains(d.SpaceId)).Select(d => new[] { d.Comments }),
            "project" => db.Projects.Where(p => p.Id == id && Published().Contains(p.SpaceId)).Select(p => new[] { p.Comments }),
            "budget" => db.Budgets.Where(b => b.Id == id && Published().Contains(b.SpaceId)).Select(b => new[] { b.Turnout }),
            "space" => db.Spaces.Published().Where(s => s.Id == id).Select(s => new[] { s.Proposals }),
            _ => null,
        };

        return numbers is not null && await numbers.SingleOrDefaultAsync(stop) is { } found
            ? names.Zip(found).ToDictionary(n => n.First, n => n.Second)
            : null;
    }

    private IQueryable<Guid> Published() => db.Spaces.Published().Select(s => s.Id);
}
