using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.People;
using Participation.Polling;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>Brings the papers of a batch into the box, once two persons have entered them and someone has settled where they differ.</summary>
public sealed class PaperCount(ParticipationDb db, BallotLog log)
{
    /// <summary>Puts all ballots of the batch in, or none. Where it stops half-way, nothing has happened, and it may be done again.</summary>
    /// <param name="budget">With its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="batch">With what was entered.</param>
    /// <param name="person">Who settles it.</param>
    /// <param name="decided">See <see cref="PaperBatch.Settle"/>.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="PaperBatch.Settle"/>; there are fewer marks on the roll than papers; or the log cannot be trusted.</exception>
    public async Task SettleAsync(Budget budget, Space space, PaperBatch batch, Person person, IReadOnlyDictionary<int, Sheet> decided, DateTimeOffset now)
    {
        var sheets = batch.Settle(person, decided);
        RefusedException.ThrowIf(budget.WhyNotTakePaper(person));

        var manifest = await log.OpenAsync(budget, space);
        var ballots = sheets.Where(s => s.Kind == SheetKind.Valid).Select(s => CastingOf(s, budget, manifest)).ToList();
        var lot = new PaperLot(batch.Id, batch.Name, person.Id, ballots, sheets.Count(s => s.Kind == SheetKind.Blank), sheets.Count(s => s.Kind == SheetKind.Spoilt), now);
        try
        {
            await log.EnterAsync(budget.Id, lot);
        }
        catch (PostgresException said) when (db.Model.RefusalFor(said.ConstraintName) is { } refusal)
        {
            throw new RefusedException(refusal, said);
        }
    }

    private static Casting CastingOf(Sheet sheet, Budget budget, Manifest manifest)
    {
        var opening = budget.Open(manifest, sheet.Choices, Digest.Random());

        return new Casting(null, Channel.Paper, opening, [.. opening.Choices.Select(choice => budget.Projects.Single(p => p.Key == choice.Project).Number)]);
    }
}
