using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Xunit;

namespace Participation.App.Tests.Polling;

/// <summary>A batch that is in the box leaves it with two signatures of the commission, and its papers are entered again.</summary>
public sealed class VoidBatchTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private World _world = null!;
    private Member _first = null!;
    private Member _second = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await _app.WithPaperAsync();
        (_first, _second) = (new(_world.Council), new(_world.Stranger));
        await _app.SeatAsync(_world, _first, _second);
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.MarkCrowdAsync(_world, 2);
        await _app.InBoxAsync(_world, "A-1", "2", "4");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_batch_with_two_signatures_is_void_and_its_papers_are_entered_again()
    {
        await AskAsync();
        await _app.DoPartAsync(_world, _first);
        Assert.Equal(3, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
        await _app.DoPartAsync(_world, _second);

        Assert.Equal(1, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
        Assert.True((await _app.WithDbAsync(db => db.PaperBatches.SingleAsync())).IsVoid);
        await _app.InBoxAsync(_world, "A-2", "2", "n");
        await PublishAsync();

        var bundle = await BundleAsync();
        Assert.All(Verification.Of(bundle), check => Assert.Empty(check.Failures));
        Assert.Equal(new CloseLeaf(1, 1, 0, 2, 3), bundle.Leaves.Skip(1).Select(l => Leaf.Read(l)).OfType<CloseLeaf>().Single());
        var results = await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/results");
        Assert.Contains("A-1 Annulé", results.Text("batches"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_may_be_made_void_after_the_seal()
    {
        _app.Clock.Advance(TimeSpan.FromDays(30));
        await _app.CloseVoteAsync(_world);
        await _app.CompletePaperAsync(_world);
        await _app.CloseVoteAsync(_world);

        await AskAsync();
        await _app.DoPartAsync(_world, _second);
        await _app.DoPartAsync(_world, _first);
        await FinishAsync();
        await _app.CloseVoteAsync(_world);

        Assert.All(Verification.Of(await BundleAsync()), check => Assert.Empty(check.Failures));
        Assert.Equal(1, await _app.WithDbAsync(db => db.Results.Select(r => r.Ballots).SingleAsync()));
    }

    [Fact]
    public async Task Only_members_order_a_batch_out_and_once()
    {
        Assert.Equal(403, (await _app.Browse(_world.Moderator).OpenAsync(Address)).Status);
        var late = await _app.Browse(_second.Person).OpenAsync(Address);
        await AskAsync();

        Assert.Contains("déjà", (await late.PressAsync("void-A-1")).Words, StringComparison.Ordinal);
        Assert.Contains("Annulation demandée", (await _app.Browse(_second.Person).OpenAsync(Address)).Words, StringComparison.Ordinal);
        Assert.Single(await _app.WithDbAsync(db => db.VoidOrders.ToListAsync()));
    }

    private string Address => $"/budgets/{_world.Budget.Number}/commission/batches";

    private async Task AskAsync() => Assert.Contains("Lot papier A-1", (await (await _app.Browse(_first.Person).OpenAsync(Address)).PressAsync("void-A-1")).Words, StringComparison.Ordinal);

    private async Task PublishAsync()
    {
        _app.Clock.Advance(TimeSpan.FromDays(30));
        await _app.CloseVoteAsync(_world);
        await _app.CompletePaperAsync(_world);
        await _app.CloseVoteAsync(_world);
        await FinishAsync();
        await _app.CloseVoteAsync(_world);
    }

    private Task<int> FinishAsync() => _app.WithDbAsync(async db =>
    {
        var commission = await db.Commissions.SingleAsync();
        commission.Finish(await db.Budgets.SingleAsync(), _first.Person, 0, _app.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    private async Task<Bundle> BundleAsync()
    {
        var bytes = await _app.Browse().Http.GetByteArrayAsync($"/budgets/{_world.Budget.Number}/bundle");

        return Bundle.Open(() => new MemoryStream(bytes));
    }
}
