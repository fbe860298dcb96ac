using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Polling;
using Xunit;

namespace Participation.App.Tests.Polling;

/// <summary>Online voting ends at its minute; the box is sealed when the council says that all paper is in.</summary>
public sealed class ClosingWithPaperTests(Postgres postgres) : TownTests(postgres)
{
    protected override Task<World> FoundAsync() => App.WithPaperAsync();

    protected override async Task ArrangeAsync()
    {
        await App.CastAsync(World, World.Author, 1);
        await App.MarkCrowdAsync(World, 3);
    }

    [Fact]
    public async Task The_end_shuts_out_online_ballots_and_lets_papers_in()
    {
        var before = App.Clock.GetUtcNow();
        await PassTheEndAsync();

        var budget = await App.BudgetAsync(World);
        Assert.Null(budget.ClosedAt);
        Assert.NotNull(budget.OnlineEndedAt);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.CastAsync(World, World.Neighbour, before, 2));
        Assert.Equal("vote_closed", refused.Refusal.Code);
        var page = await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}");
        Assert.Contains("La mairie saisit encore des bulletins papier, puis compte.", page.Words, StringComparison.Ordinal);

        await App.InBoxAsync(World, "A-1", "2", "4", "b");

        Assert.Equal(3, await App.WithDbAsync(db => db.Ballots.CountAsync()));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_server_that_has_not_heard_of_the_end_puts_no_online_ballot_in()
    {
        var budget = await App.BudgetAsync(World);
        var now = App.Clock.GetUtcNow();
        await PassTheEndAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            App.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(budget, World.Space, World.Neighbour, [2], Digest.Random(), now)));

        Assert.Equal(BudgetRefusals.BoxSealed, refused.Refusal);
        Assert.Equal(1, await App.WithDbAsync(db => db.Roll.CountAsync(e => e.Channel == Channel.Web)));
    }

    [Fact]
    public async Task An_online_vote_that_has_ended_is_not_opened_again()
    {
        await PassTheEndAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update budgets set online_ended_at = null")));

        Assert.Equal("a_sealed_box_stays_sealed", refused.ConstraintName);
    }

    [Fact]
    public async Task The_council_completes_the_paper_and_the_result_is_published()
    {
        await PassTheEndAsync();
        await App.InBoxAsync(World, "A-1", "2", "4");
        var address = $"/polling/{World.Budget.Number}/complete";
        var page = await (await App.Browse(World.Council).OpenAsync(address)).PressAsync("Le papier est complet");
        Assert.Contains("confirmez que vous le savez", page.Words, StringComparison.Ordinal);

        await page.PressAsync("Le papier est complet", ("KnowsOfMissing", "true"));
        Assert.Equal([World.Budget.Id], await DueAsync());
        await App.CloseVoteAsync(World);

        Assert.Equal(3, await App.WithDbAsync(db => db.Results.Select(r => r.Ballots).SingleAsync()));
        Assert.Equal(4, (await App.BudgetAsync(World)).Turnout);
        Assert.Contains("a déclaré le papier complet", (await App.Browse(World.Council).OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_is_not_complete_while_people_vote()
    {
        Assert.Contains("Le vote en ligne n’est pas encore terminé.", (await App.Browse(World.Council).OpenAsync($"/polling/{World.Budget.Number}/complete")).Words, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.CompletePaperAsync(World));

        Assert.Equal(PollingRefusals.OnlineGoesOn, refused.Refusal);
    }

    [Fact]
    public async Task Paper_is_not_complete_while_a_batch_is_open()
    {
        await PassTheEndAsync();
        await App.EnteredAsync(World, "A-1", ["2"], ["4"]);

        Assert.Contains("Des lots sont encore ouverts", (await App.Browse(World.Council).OpenAsync($"/polling/{World.Budget.Number}/complete")).Words, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.CompletePaperAsync(World));

        Assert.Equal(PollingRefusals.BatchesOpen, refused.Refusal);
    }

    [Fact]
    public async Task A_batch_that_is_opened_as_the_paper_is_completed_is_waited_for_or_refused()
    {
        await PassTheEndAsync();
        var budget = await App.BudgetAsync(World);

        var opening = Task.Run(() => TriedAsync(() => App.SaveAsync(new PaperBatch(budget, "A-1", "Mairie", 1, World.Council, App.Clock.GetUtcNow()))));
        var completing = Task.Run(() => TriedAsync(() => App.CompletePaperAsync(World)));
        var (opened, completed) = (await opening, await completing);

        Assert.True(opened is null ^ completed is null, $"{opened?.Code} {completed?.Code}");
        Assert.Equal(opened is null ? null : PollingRefusals.PaperComplete, opened);
        Assert.Equal(completed is null ? null : PollingRefusals.BatchesOpen, completed);
    }

    [Fact]
    public async Task A_box_that_waits_for_paper_is_not_sealed_by_anyone()
    {
        await PassTheEndAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update budgets set closed_at = now()")));

        Assert.Equal("a_box_waits_for_its_paper", refused.ConstraintName);
    }

    [Fact]
    public async Task After_the_seal_nobody_is_marked_and_no_batch_goes_in()
    {
        await PassTheEndAsync();
        var batch = await App.EnteredAsync(World, "A-1", ["2"], ["2"]);
        await App.SettleAsync(World, batch);
        await App.CompletePaperAsync(World);
        await App.CloseVoteAsync(World);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => App.WithDbAsync(db =>
            db.Database.ExecuteSqlAsync($"insert into roll (budget_id, person_id, channel) values ({World.Budget.Id}, {World.Council.Id}, 1)")));

        Assert.Equal("a_mark_comes_before_the_close", refused.ConstraintName);
        Assert.Contains("Le papier est déclaré complet.", (await App.Browse(World.Council).OpenAsync($"/polling/{World.Budget.Number}/batches/new")).Words, StringComparison.Ordinal);
    }

    private async Task PassTheEndAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal([World.Budget.Id], await DueAsync());
        await App.CloseVoteAsync(World);
    }

    private Task<List<Guid>> DueAsync() => App.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(App.Clock.GetUtcNow()));

    private static async Task<Refusal?> TriedAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
    }
}
