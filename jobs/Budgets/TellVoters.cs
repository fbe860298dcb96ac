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
/// Writes to everyone who voted, and wants such letters, that the result is published; and to everyone who voted that the
/// vote is cancelled: that is owed to them, whatever letters they want. A letter says that its reader voted, as the roll
/// does, and never for what.
/// </summary>
internal sealed class TellVoters(ParticipationDb db, BallotBox box, ILetterhead head, TimeProvider clock) : IReactTo<ResultPublished>, IReactTo<VoteCancelled>
{
    private const int AtOnce = 500;

    public async Task ReactAsync(ResultPublished fact, CancellationToken stop)
    {
        var budget = await db.Budgets.AsNoTracking().Include(b => b.Result).SingleAsync(b => b.Id == fact.BudgetId, stop);
        var chosen = await db.ProjectResults.CountAsync(r => r.BudgetId == budget.Id && r.Rank != null, stop);

        await WriteToAllAsync(budget.Id, MailChoices.Results, voter => LetterTo(voter, budget, chosen), stop);
    }

    public async Task ReactAsync(VoteCancelled fact, CancellationToken stop)
    {
        var budget = await db.Budgets.AsNoTracking().SingleAsync(b => b.Id == fact.BudgetId, stop);

        await WriteToAllAsync(budget.Id, MailChoices.None, voter => CancellationTo(voter, budget), stop);
    }

    private async Task WriteToAllAsync(Guid budgetId, MailChoices wanted, Func<Voter, Letter> letter, CancellationToken stop)
    {
        var last = Guid.Empty;
        while (await box.VotersAsync(budgetId, wanted, last, AtOnce, stop) is { Count: > 0 } voters)
        {
            await WriteAsync([.. voters.Select(letter)], stop);
            last = voters[^1].Id;
        }
    }

    private Letter CancellationTo(Voter voter, Budget budget)
    {
        var language = Language.Of(voter.Language);
        var text = new LetterText(
            language, head.Town(language.Code), "rules.cancel.letter", voter.Name, head.LinkTo($"/budgets/{budget.Number}"), Post.NameOf(MailChoices.Results), null,
            ("budget", budget.Title.In(language.Code)),
            ("reason", budget.CancelReason.In(language.Code)));

        return new Letter(null, voter.Id, $"cancelled:{budget.Id}:{voter.Id}", text.Subject, text.Body, clock.GetUtcNow());
    }

    private Letter LetterTo(Voter voter, Budget budget, int chosen)
    {
        var language = Language.Of(voter.Language);
        var stopLink = head.LinkToStop(voter.Id, MailChoices.Results);
        var text = new LetterText(
            language, head.Town(language.Code), budget.IsBinding ? "budgets.letter" : "rules.missed.letter", voter.Name, head.LinkTo($"/budgets/{budget.Number}/results"), Post.NameOf(MailChoices.Results), stopLink,
            ("budget", budget.Title.In(language.Code)),
            ("chosen", language.Say("budgets.letter.chosen", chosen)),
            ("quorum", language.Number(budget.Terms.Quorum ?? 0)),
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
