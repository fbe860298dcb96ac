using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>A commission that lets its review lie does not keep the town from its result for ever.</summary>
public sealed class ReviewEndTests(Postgres postgres) : IAsyncLifetime
{
    private const string End = "Mettre fin à l’examen";

    private static readonly LocalizedText Why = LocalizedText.Of("Deux membres ont démissionné.", "Two members resigned.");

    private Support.App _app = null!;
    private World _world = null!;
    private Member _first = null!;
    private Member _second = null!;

    private string Path => $"/admin/budgets/{_world.Budget.Number}/end-review";

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
        (_first, _second) = (new(_world.Moderator), new(_world.Stranger));
        await _app.SeatAsync(_world, _first, _second);
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.CastAsync(_world, _world.Neighbour, 2);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task After_fourteen_days_the_council_ends_it_before_everyone_and_the_vote_is_counted()
    {
        await CloseAsync();
        await _app.AskAsync(_world, _world.Author, VoidReason.SeveralAccounts, _world.Moderator);
        Assert.Contains("Ensuite la mairie peut y mettre fin.", (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/commission")).Words, StringComparison.Ordinal);
        Assert.Contains("Ensuite la mairie peut y mettre fin.", (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}")).Words, StringComparison.Ordinal);

        _app.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));
        var page = await _app.Browse(_world.Council).OpenAsync($"/admin/budgets/{_world.Budget.Number}/commission");
        Assert.Contains(End, page.Words, StringComparison.Ordinal);
        page = await page.Browser.OpenAsync(Path);
        page = await page.PressAsync(End, ("Reason.Fr", "Deux membres ont démissionné."), ("Reason.En", "Two members resigned."));
        Assert.Contains("L’examen est terminé.", page.Words, StringComparison.Ordinal);
        Assert.Contains("a mis fin à l’examen de l’urne", (await page.Browser.OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);

        await _app.CloseVoteAsync(_world);
        Assert.Equal(2, await _app.WithDbAsync(db => db.Results.Select(r => r.Ballots).SingleAsync()));
        foreach (var path in new[] { "results", "commission" })
        {
            var told = (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/{path}")).Text("review-ended");
            Assert.Contains("La mairie a mis fin à l’examen à la place de la commission", told, StringComparison.Ordinal);
            Assert.Contains("Deux membres ont démissionné.", told, StringComparison.Ordinal);
            Assert.Contains("Une demande d’annulation a été abandonnée", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Until_then_the_review_is_the_commissions_and_a_reason_is_needed_in_both_languages()
    {
        Assert.Equal(BudgetRefusals.VotingNotOver, await WhyNotAsync(_world.Council));
        await CloseAsync();
        var until = (await _app.BudgetAsync(_world)).ClosedAt!.Value.AddDays(Commission.ReviewDays);
        Assert.Equal(CommissionRefusals.ReviewGoesOn with { At = until }, await WhyNotAsync(_world.Council));
        Assert.False((await _app.Browse(_world.Council).OpenAsync(Path)).Offers(End));

        _app.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));
        Assert.Null(await WhyNotAsync(_world.Council));
        Assert.Equal(CommissionRefusals.EndReasonMissing, await RefusalAsync(() => EndAsync(LocalizedText.Of("Une raison."))));
        await EndAsync(Why);
        Assert.Equal(CommissionRefusals.NothingToReview, await WhyNotAsync(_world.Council));
    }

    [Fact]
    public async Task Ending_it_is_the_councils()
    {
        await CloseAsync();
        _app.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));

        Assert.StartsWith("/sign-in", (await _app.Browse().OpenAsync(Path)).Path, StringComparison.Ordinal);
        foreach (var person in new[] { _world.Stranger, _world.Neighbour, _world.Moderator })
        {
            Assert.Equal(403, (await _app.Browse(person).OpenAsync(Path)).Status);
            Assert.Equal(PersonRefusals.CouncilOnly, await WhyNotAsync(person));
        }
    }

    [Fact]
    public async Task Where_there_is_no_commission_there_is_nothing_to_end()
    {
        await _app.WithDbAsync(async db => await db.Database.ExecuteSqlAsync($"delete from commissioners; delete from commissions"));

        Assert.Equal(404, (await _app.Browse(_world.Council).OpenAsync(Path)).Status);
    }

    [Fact]
    public async Task Nothing_is_taken_out_once_the_review_is_over_whoever_asked_meanwhile()
    {
        await CloseAsync();
        await _app.AskAsync(_world, _world.Author, VoidReason.SeveralAccounts, _world.Moderator);
        Assert.Equal("a_review_ends_with_nothing_ordered", await SaidAsync("update commissions set reviewed_at = now() where budget_id = $1"));

        var order = await _app.WithDbAsync(db => db.VoidOrders.AsNoTracking().SingleAsync());
        _app.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));
        await EndAsync(Why);

        Assert.Equal(CommissionRefusals.NothingToReview, await RefusalAsync(() => _app.DoAsync(_world, _first, new VoidPart(order.Id, [], []))));
        Assert.Equal("nothing_is_ordered_out_after_the_review", await SaidAsync(
            $"insert into void_orders (id, version, budget_id, person_id, reason, asked_by_id, asked_at, commitments, signatures) values ('{order.Id}', 1, $1, '{_world.Author.Id}', 1, '{_world.Moderator.Id}', now(), '{{}}', '{{}}')"));
        Assert.Equal("a_review_ends_with_nothing_ordered", await SaidAsync("update commissions set dropped = 0 where budget_id = $1"));
    }

    [Fact]
    public async Task A_receipt_lost_before_the_close_costs_nobody_her_vote_after_it()
    {
        await _app.AskAsync(_world, _world.Author, VoidReason.LostReceipt, _world.Council);
        await _app.DoPartAsync(_world, _first);
        await _app.DoPartAsync(_world, _second);
        var last = await _app.PartAsync(_world, _first);
        await CloseAsync();

        Assert.Equal(CommissionRefusals.NotNow with { Field = null }, await RefusalAsync(() => _app.DoAsync(_world, _first, last)));
        Assert.Equal(2, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    private async Task CloseAsync()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.CloseVoteAsync(_world);
    }

    private Task<Refusal?> WhyNotAsync(Person person) => _app.WithDbAsync(async db =>
        (await db.Commissions.SingleAsync()).WhyNotEnd(await _app.BudgetAsync(_world), person, _app.Clock.GetUtcNow()));

    private Task<int> EndAsync(LocalizedText reason) => _app.WithDbAsync(async db =>
    {
        await db.EndReviewAsync(await db.Commissions.SingleAsync(), await db.Budgets.SingleAsync(), _world.Council, reason, _app.Clock.GetUtcNow());
        return 0;
    });

    private static async Task<Refusal> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Refusal;

    /// <summary>Which constraint refuses it.</summary>
    private async Task<string?> SaidAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_app.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(_world.Budget.Id);

        return (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).ConstraintName;
    }
}
