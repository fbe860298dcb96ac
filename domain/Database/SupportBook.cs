using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.People;
using Participation.Proposals;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>
/// Where supports are entered. Nothing is done as often, at times by everybody at once, so one question and one statement
/// of the database are all it takes.
/// </summary>
public sealed class SupportBook(ParticipationDb db)
{
    private static readonly Func<ParticipationDb, int, Guid?, Task<Found?>> Find = EF.CompileAsyncQuery((ParticipationDb db, int number, Guid? personId) =>
        db.Proposals
            .Include(p => p.LoadedSupports.Where(s => s.PersonId == personId))
            .Where(p => p.Number == number)
            .Select(p => new Found(p, db.People.SingleOrDefault(person => person.Id == personId)))
            .SingleOrDefault());

    /// <summary>The proposal with this number, and whether they support it; null where there is none. The person is loaded with it.</summary>
    public async Task<Proposal?> FindAsync(int number, Guid? personId) => (await Find(db, number, personId))?.Proposal;

    /// <summary>Enters a person's support and, in the same statement, what it means for the journal.</summary>
    /// <exception cref="RefusedException">See <see cref="Proposal.WhyNotSupport"/>; or they did it twice at once.</exception>
    public async Task EnterAsync(Proposal proposal, Space space, Person person, DateTimeOffset now, CancellationToken stop = default)
    {
        proposal.Support(space, person, now);
        var fact = proposal.TakeEntries().Single();

        try
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                with support as (insert into supports (proposal_id, person_id, given_at) values ({proposal.Id}, {person.Id}, {now}))
                insert into journal (kind, subject, body, happened_at) values ({fact.Kind}, {fact.Subject}, {fact.Body}::jsonb, {fact.HappenedAt})
                """,
                stop);
        }
        catch (PostgresException e) when (db.Model.RefusalFor(e.ConstraintName) is { } refusal)
        {
            throw new RefusedException(refusal, e);
        }
    }

    private sealed record Found(Proposal Proposal, Person? Person);
}
