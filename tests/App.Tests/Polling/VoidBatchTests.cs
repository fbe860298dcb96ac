using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Xunit;

namespace Participation.App.Tests.Polling;

/// <summary>A batch that is in the box leaves it with two signatures of the commission, and its papers are entered again.</summary>
public sealed class VoidBatchTests(Postgres postgres) : TownTests(postgres)
{
    private Member _first = null!;
    private Member _second = null!;

    protected override Task<World> FoundAsync() => App.WithPaperAsync();

    protected override async Task ArrangeAsync()
    {
        (_first, _second) = (new(World.Council), new(World.Stranger));
        await App.SeatAsync(World, _first, _second);
        await App.CastAsync(World, World.Author, 1);
        await App.MarkCrowdAsync(World, 2);
        await App.InBoxAsync(World, "A-1", "2", "4");
    }

    [Fact]
    public async Task A_batch_with_two_signatures_is_void_and_its_papers_are_entered_again()
    {
        await AskAsync();
        await App.DoPartAsync(World, _first);
        Assert.Equal(3, await App.WithDbAsync(db => db.Ballots.CountAsync()));
        await App.DoPartAsync(World, _second);

        Assert.Equal(1, await App.WithDbAsync(db => db.Ballots.CountAsync()));
        Assert.True((await App.WithDbAsync(db => db.PaperBatches.SingleAsync())).IsVoid);
        await App.InBoxAsync(World, "A-2", "2", "n");
        await PublishAsync();

        var bundle = await BundleAsync();
        Assert.All(Verification.Of(bundle), check => Assert.Empty(check.Failures));
        Assert.Equal(new CloseLeaf(1, 1, 0, 2, 3), bundle.Leaves.Skip(1).Select(l => Leaf.Read(l)).OfType<CloseLeaf>().Single());
        var results = await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/results");
        Assert.Contains("A-1 Annulé", results.Text("batches"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_may_be_made_void_after_the_seal()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.CloseVoteAsync(World);
        await App.CompletePaperAsync(World);
        await App.CloseVoteAsync(World);

        await AskAsync();
        await App.DoPartAsync(World, _second);
        await App.DoPartAsync(World, _first);
        await FinishAsync();
        await App.CloseVoteAsync(World);

        Assert.All(Verification.Of(await BundleAsync()), check => Assert.Empty(check.Failures));
        Assert.Equal(1, await App.WithDbAsync(db => db.Results.Select(r => r.Ballots).SingleAsync()));
    }

    [Fact]
    public async Task Only_members_order_a_batch_out_and_once()
    {
        Assert.Equal(403, (await App.Browse(World.Moderator).OpenAsync(Address)).Status);
        var late = await App.Browse(_second.Person).OpenAsync(Address);
        await AskAsync();

        Assert.Contains("déjà", (await late.PressAsync("void-A-1")).Words, StringComparison.Ordinal);
        Assert.Contains("Annulation demandée", (await App.Browse(_second.Person).OpenAsync(Address)).Words, StringComparison.Ordinal);
        Assert.Single(await App.WithDbAsync(db => db.VoidOrders.ToListAsync()));
    }

    private string Address => $"/budgets/{World.Budget.Number}/commission/batches";

    private async Task AskAsync() => Assert.Contains("Lot papier A-1", (await (await App.Browse(_first.Person).OpenAsync(Address)).PressAsync("void-A-1")).Words, StringComparison.Ordinal);

    private async Task PublishAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.CloseVoteAsync(World);
        await App.CompletePaperAsync(World);
        await App.CloseVoteAsync(World);
        await FinishAsync();
        await App.CloseVoteAsync(World);
    }

    private Task<int> FinishAsync() => App.WithDbAsync(async db =>
    {
        var commission = await db.Commissions.SingleAsync();
        commission.Finish(await db.Budgets.SingleAsync(), _first.Person, 0, App.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    private async Task<Bundle> BundleAsync()
    {
        var bytes = await App.Browse().Http.GetByteArrayAsync($"/budgets/{World.Budget.Number}/bundle");

        return Bundle.Open(() => new MemoryStream(bytes));
    }
}
