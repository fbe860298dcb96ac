using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Jobs.Journal;
using Participation.Jobs.Mail;
using Participation.Mail;
using Participation.People;
using Participation.Texts;

namespace Participation.Jobs.Budgets;

/// <summary>
/// Writes to everyone who voted, and wants such letters, that the result is published. A letter says that its reader
/// voted, as the roll does, and never for what.
/// </summary>
internal sealed class TellVoters(ParticipationDb db, BallotBox box, ILetterhead head, TimeProvider clock) : IReactTo<ResultPublished>
{
    private const int AtOnce = 500;

    public async Task ReactAsync(ResultPublished fact, CancellationToken stop)
    {
        var budget = await db.Budgets.AsNoTracking().Include(b => b.Result).SingleAsync(b => b.Id == fact.BudgetId, stop);
        var chosen = await db.ProjectResults.CountAsync(r => r.BudgetId == budget.Id && r.Rank != null, stop);

        var last = Guid.Empty;
        while (await box.VotersAsync(budget.Id, MailChoices.Results, last, AtOnce, stop) is { Count: > 0 } voters)
        {
            await WriteAsync([.. voters.Select(voter => LetterTo(voter, budget, chosen))], stop);
            last = voters[^1].Id;
        }
    }

    private Letter LetterTo(Voter voter, Budget budget, int chosen)
    {
        var language = Language.Of(voter.Language);
        var stopLink = head.LinkToStop(voter.Id, MailChoices.Results);
        var text = new LetterText(
            language, head.Town(language.Code), "budgets.letter", voter.Name, head.LinkTo($"/budgets/{budget.Number}/results"), Post.NameOf(MailChoices.Results), stopLink,
            ("budget", budget.Title.In(language.Code)),
            ("chosen", language.Say("budgets.letter.chosen", chosen)),
            ("spent", language.Amount(new Money(budget.Result!.SpentMinor, budget.Currency))));

        return new Letter(null, voter.Id, $"result:{budget.Id}:{voter.Id}", text.Subject, text.Body, clock.GetUtcNow()) { StopLink = stopLink };
    }

    private async Task WriteAsync(List<Letter> letters, CancellationToken stop)
    {
        var keys = letters.ConvertAll(l => l.Key);
        var written = await db.Letters.Where(l => keys.Contains(l.Key)).Select(l => l.Key).ToHashSetAsync(stop);

        db.Letters.AddRange(letters.Where(l => !written.Contains(l.Key)));
        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
    }
}
