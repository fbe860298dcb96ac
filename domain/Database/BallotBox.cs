using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.People;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>
/// Where ballots lie. Pages put a ballot in, and the count reads them all; nobody else knows how they are kept.
/// </summary>
public sealed class BallotBox(ParticipationDb db)
{
    /// <summary>Puts the person's ballot in, in place of the one they had there.</summary>
    /// <exception cref="RefusedException">See <see cref="Budget.Cast"/>; or the box was sealed meanwhile.</exception>
    public async Task CastAsync(Guid budgetId, Space space, Person person, IReadOnlyCollection<int> projects, DateTimeOffset now, CancellationToken stop = default)
    {
        var budget = await db.Budgets.WithProjects().WithBallotOf(person.Id).SingleAsync(b => b.Id == budgetId, stop);

        budget.Cast(space, person, projects, now);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The ballot a person has in the box, for themselves to read again; null while they have none.</summary>
    public Task<Ballot?> BallotOfAsync(Guid budgetId, Guid personId, CancellationToken stop = default) =>
        db.Ballots.AsNoTracking().SingleOrDefaultAsync(b => b.BudgetId == budgetId && b.PersonId == personId, stop);

    /// <summary>
    /// Every ballot, as a stream and never all at once; each enumeration reads anew. They come sorted by what they say, so
    /// that nothing can be learnt from their order.
    /// </summary>
    /// <param name="budget">With its projects: choices are positions among them.</param>
    public IEnumerable<Tally.Ballot> Ballots(Budget budget)
    {
        var positions = budget.Projects.Select((project, position) => (project.Number, position)).ToDictionary(p => p.Number, p => p.position);

        return db.Ballots.AsNoTracking()
            .Where(b => b.BudgetId == budget.Id)
            .OrderBy(b => b.Projects).ThenBy(b => b.Points)
            .Select(b => new { b.Projects, b.Points })
            .AsEnumerable()
            .Select(b => new Tally.Ballot(Array.ConvertAll(b.Projects, number => positions[number]), b.Points));
    }

    /// <summary>Votes by project's number as they are now; nothing for projects without any. For budgets that show them early.</summary>
    public Task<Dictionary<int, int>> VotesSoFarAsync(Guid budgetId, CancellationToken stop = default) =>
        db.Ballots.Where(b => b.BudgetId == budgetId)
            .SelectMany(b => b.Projects)
            .GroupBy(number => number)
            .Select(votes => new { Number = votes.Key, Votes = votes.Count() })
            .ToDictionaryAsync(v => v.Number, v => v.Votes, stop);

    /// <summary>Those who voted and want letters of this kind, a page at a time. Nobody learns here what they chose.</summary>
    /// <param name="budgetId">Where they voted.</param>
    /// <param name="wanted">Which letters.</param>
    /// <param name="after">The last of the page before; empty for the first page.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Gives up.</param>
    public Task<List<Voter>> VotersAsync(Guid budgetId, MailChoices wanted, Guid after, int take, CancellationToken stop = default) =>
        db.Ballots.Where(b => b.BudgetId == budgetId)
            .Join(db.People, b => b.PersonId, p => p.Id, (_, p) => p)
            .Where(p => p.Id > after && p.DeletedAt == null && (p.Mail & wanted) == wanted)
            .OrderBy(p => p.Id)
            .Take(take)
            .Select(p => new Voter(p.Id, p.Name, p.Language))
            .ToListAsync(stop);
}

/// <summary>Someone who voted, to be written to.</summary>
public sealed record Voter(Guid Id, string Name, string Language);
