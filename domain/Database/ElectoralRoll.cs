using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.People;
using Participation.Places;
using Participation.Polling;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>The roll as it is kept at the polling station: who may be marked there, and who is.</summary>
public sealed class ElectoralRoll(ParticipationDb db, BoardFolder folder)
{
    private const string Purpose = "paper voter";
    private const int OldestYear = 1900;

    /// <summary>Those who may stand on the roll of this space's votes. Who was registered for another space's is not known here.</summary>
    public IQueryable<Person> People(Space space) =>
        db.People.Where(p => p.DeletedAt == null && !db.PaperVoters.Any(v => v.PersonId == p.Id && v.SpaceId != space.Id));

    /// <summary>Those of them who have this name, however it is written; a few.</summary>
    public Task<List<Person>> NamesakesAsync(Space space, string name, CancellationToken stop = default) =>
        People(space).Where(p => PlainText.Of(p.Name) == PlainText.Of(name.Trim())).OrderBy(p => p.Id).Take(10).ToListAsync(stop);

    /// <summary>Marks someone as voting on paper. A code that they were given for the counter is worth nothing then.</summary>
    /// <exception cref="RefusedException">See <see cref="Budget.WhyNotMark"/>; or they have voted.</exception>
    public async Task MarkAsync(Budget budget, Space space, Person voter, Person by, DateTimeOffset now)
    {
        db.Roll.Add(budget.MarkOnPaper(space, voter, by, now));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.CounterCodes.Where(c => c.BudgetId == budget.Id && c.PersonId == voter.Id).ExecuteDeleteAsync();
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Takes a mark back.</summary>
    /// <exception cref="RefusedException">See <see cref="Budget.UndoMark"/>; there is none; or as many papers are counted as there are marks.</exception>
    public async Task UndoAsync(Budget budget, Person voter, Person by, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        // The log's row first, as all who write to the roll of ballots do: two who lock in turn never wait for one another.
        await db.Database.ExecuteSqlAsync($"select from boards where budget_id = {budget.Id} for update");
        var entry = await db.Roll.SingleOrDefaultAsync(e => e.BudgetId == budget.Id && e.PersonId == voter.Id);
        RefusedException.ThrowIf(entry is null ? PollingRefusals.NotMarked : null);

        budget.UndoMark(entry!, by, now);
        db.Roll.Remove(entry!);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Takes someone without an account on the roll, whose papers the town has looked at.</summary>
    /// <param name="budget">In which they want to vote.</param>
    /// <param name="space">Where it takes place: they vote in all that is voted on there.</param>
    /// <param name="voter">As their papers say.</param>
    /// <param name="by">Who looked at them.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">Someone has this name and nobody said that it is another; they were registered before; or they are too young.</exception>
    public async Task<Person> RegisterAsync(Budget budget, Space space, NewPaperVoter voter, Person by, DateTimeOffset now)
    {
        RefusedException.ThrowIf(budget.WhyNotTakePaper(by));
        RefusedException.ThrowIf(voter.Name?.Trim() is { Length: > 0 and <= Person.NameMaxLength } ? null : PollingRefusals.VoterNameMissing);
        RefusedException.ThrowIf(WhyNotBorn(budget, voter.Born, now));
        RefusedException.ThrowIf(!voter.IsAnother && (await NamesakesAsync(space, voter.Name!)).Count > 0 ? PollingRefusals.Namesakes : null);

        var person = new Person(voter.Name!, now);
        person.LiveIn(voter.District);
        person.Choose(MailChoices.None);
        person.Verify(now, by.Id);
        db.AddRange(person, new PaperVoter(person, space, folder.KeyToOpen().Hide(Purpose, PaperVoter.TextOf(space, person.Name, voter.Born!.Value))));
        await db.SaveChangesAsync();

        return person;
    }

    /// <summary>Forgets those without an account, once nothing is voted on in their space any more: names, districts and what made them out.</summary>
    public async Task ForgetPaperVotersAsync(Guid spaceId, DateTimeOffset now, CancellationToken stop = default)
    {
        if (await db.Budgets.AnyAsync(b => b.SpaceId == spaceId && b.PublishedAt == null && b.CancelledAt == null, stop))
        {
            return;
        }

        var voters = await db.PaperVoters.Where(v => v.SpaceId == spaceId).ToListAsync(stop);
        var ids = voters.ConvertAll(v => v.PersonId);
        foreach (var person in await db.People.Where(p => ids.Contains(p.Id)).ToListAsync(stop))
        {
            person.Delete(now);
        }

        db.RemoveRange(voters);
        await db.SaveChangesAsync(stop);
    }

    private static Refusal? WhyNotBorn(Budget budget, DateOnly? born, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);

        return born is not { } day || day.Year < OldestYear || day > today ? PollingRefusals.BornWhen
            : budget.Terms.MinimumAge is { } age && day.AddYears(age) > today ? BudgetRefusals.TooYoung with { Count = age, Field = PollingRefusals.BornWhen.Field }
            : null;
    }
}

/// <summary>Someone who votes on paper and has no account.</summary>
/// <param name="Name">Given name and family name.</param>
/// <param name="Born">Day of birth. It is not kept; see <see cref="PaperVoter"/>.</param>
/// <param name="District">Where they live; null where that is in none.</param>
/// <param name="IsAnother">Someone has looked at those of the same name: it is none of them.</param>
public sealed record NewPaperVoter(string? Name, DateOnly? Born, District? District, bool IsAnother);
