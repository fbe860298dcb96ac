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
public sealed class ClosingWithPaperTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private World _world = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await _app.WithPaperAsync();
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.MarkCrowdAsync(_world, 3);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_end_shuts_out_online_ballots_and_lets_papers_in()
    {
        var before = _app.Clock.GetUtcNow();
        await PassTheEndAsync();

        var budget = await _app.BudgetAsync(_world);
        Assert.Null(budget.ClosedAt);
        Assert.NotNull(budget.OnlineEndedAt);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _app.CastAsync(_world, _world.Neighbour, before, 2));
        Assert.Equal("vote_closed", refused.Refusal.Code);
        var page = await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}");
        Assert.Contains("La mairie saisit encore des bulletins papier, puis compte.", page.Words, StringComparison.Ordinal);

        await _app.InBoxAsync(_world, "A-1", "2", "4", "b");

        Assert.Equal(3, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_server_that_has_not_heard_of_the_end_puts_no_online_ballot_in()
    {
        var budget = await _app.BudgetAsync(_world);
        var now = _app.Clock.GetUtcNow();
        await PassTheEndAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            _app.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(budget, _world.Space, _world.Neighbour, [2], Digest.Random(), now)));

        Assert.Equal(BudgetRefusals.BoxSealed, refused.Refusal);
        Assert.Equal(1, await _app.WithDbAsync(db => db.Roll.CountAsync(e => e.Channel == Channel.Web)));
    }

    [Fact]
    public async Task An_online_vote_that_has_ended_is_not_opened_again()
    {
        await PassTheEndAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _app.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update budgets set online_ended_at = null")));

        Assert.Equal("a_sealed_box_stays_sealed", refused.ConstraintName);
    }

    [Fact]
    public async Task The_council_completes_the_paper_and_the_result_is_published()
    {
        await PassTheEndAsync();
        await _app.InBoxAsync(_world, "A-1", "2", "4");
        var address = $"/polling/{_world.Budget.Number}/complete";
        var page = await (await _app.Browse(_world.Council).OpenAsync(address)).PressAsync("Le papier est complet");
        Assert.Contains("confirmez que vous le savez", page.Words, StringComparison.Ordinal);

        await page.PressAsync("Le papier est complet", ("KnowsOfMissing", "true"));
        Assert.Equal([_world.Budget.Id], await DueAsync());
        await _app.CloseVoteAsync(_world);

        Assert.Equal(3, await _app.WithDbAsync(db => db.Results.Select(r => r.Ballots).SingleAsync()));
        Assert.Equal(4, (await _app.BudgetAsync(_world)).Turnout);
        Assert.Contains("a déclaré le papier complet", (await _app.Browse(_world.Council).OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_is_not_complete_while_people_vote()
    {
        Assert.Contains("Le vote en ligne n’est pas encore terminé.", (await _app.Browse(_world.Council).OpenAsync($"/polling/{_world.Budget.Number}/complete")).Words, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => _app.CompletePaperAsync(_world));

        Assert.Equal(PollingRefusals.OnlineGoesOn, refused.Refusal);
    }

    [Fact]
    public async Task Paper_is_not_complete_while_a_batch_is_open()
    {
        await PassTheEndAsync();
        await _app.EnteredAsync(_world, "A-1", ["2"], ["4"]);

        Assert.Contains("Des lots sont encore ouverts", (await _app.Browse(_world.Council).OpenAsync($"/polling/{_world.Budget.Number}/complete")).Words, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _app.CompletePaperAsync(_world));

        Assert.Equal(PollingRefusals.BatchesOpen, refused.Refusal);
    }

    [Fact]
    public async Task A_batch_that_is_opened_as_the_paper_is_completed_is_waited_for_or_refused()
    {
        await PassTheEndAsync();
        var budget = await _app.BudgetAsync(_world);

        var opening = Task.Run(() => TriedAsync(() => _app.SaveAsync(new PaperBatch(budget, "A-1", "Mairie", 1, _world.Council, _app.Clock.GetUtcNow()))));
        var completing = Task.Run(() => TriedAsync(() => _app.CompletePaperAsync(_world)));
        var (opened, completed) = (await opening, await completing);

        Assert.True(opened is null ^ completed is null, $"{opened?.Code} {completed?.Code}");
        Assert.Equal(opened is null ? null : PollingRefusals.PaperComplete, opened);
        Assert.Equal(completed is null ? null : PollingRefusals.BatchesOpen, completed);
    }

    [Fact]
    public async Task A_box_that_waits_for_paper_is_not_sealed_by_anyone()
    {
        await PassTheEndAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _app.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update budgets set closed_at = now()")));

        Assert.Equal("a_box_waits_for_its_paper", refused.ConstraintName);
    }

    [Fact]
    public async Task After_the_seal_nobody_is_marked_and_no_batch_goes_in()
    {
        await PassTheEndAsync();
        var batch = await _app.EnteredAsync(_world, "A-1", ["2"], ["2"]);
        await _app.SettleAsync(_world, batch);
        await _app.CompletePaperAsync(_world);
        await _app.CloseVoteAsync(_world);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _app.WithDbAsync(db =>
            db.Database.ExecuteSqlAsync($"insert into roll (budget_id, person_id, channel) values ({_world.Budget.Id}, {_world.Council.Id}, 1)")));

        Assert.Equal("a_mark_comes_before_the_close", refused.ConstraintName);
        Assert.Contains("Le papier est déclaré complet.", (await _app.Browse(_world.Council).OpenAsync($"/polling/{_world.Budget.Number}/batches/new")).Words, StringComparison.Ordinal);
    }

    private async Task PassTheEndAsync()
    {
        _app.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal([_world.Budget.Id], await DueAsync());
        await _app.CloseVoteAsync(_world);
    }

    private Task<List<Guid>> DueAsync() => _app.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(_app.Clock.GetUtcNow()));

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
