using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>A commission that lets its review lie does not keep the town from its result for ever.</summary>
public sealed class ReviewEndTests(Postgres postgres) : TownTests(postgres)
{
    private const string End = "Mettre fin à l’examen";

    private static readonly LocalizedText Why = LocalizedText.Of("Deux membres ont démissionné.", "Two members resigned.");

    private Member _first = null!;
    private Member _second = null!;

    private string Path => $"/admin/budgets/{World.Budget.Number}/end-review";

    protected override async Task ArrangeAsync()
    {
        (_first, _second) = (new(World.Moderator), new(World.Stranger));
        await App.SeatAsync(World, _first, _second);
        await App.CastAsync(World, World.Author, 1);
        await App.CastAsync(World, World.Neighbour, 2);
    }

    [Fact]
    public async Task After_fourteen_days_the_council_ends_it_before_everyone_and_the_vote_is_counted()
    {
        await CloseAsync();
        await App.AskAsync(World, World.Author, VoidReason.SeveralAccounts, World.Moderator);
        Assert.Contains("Ensuite la mairie peut y mettre fin.", (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/commission")).Words, StringComparison.Ordinal);
        Assert.Contains("Ensuite la mairie peut y mettre fin.", (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}")).Words, StringComparison.Ordinal);

        App.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));
        var page = await App.Browse(World.Council).OpenAsync($"/admin/budgets/{World.Budget.Number}/commission");
        Assert.Contains(End, page.Words, StringComparison.Ordinal);
        page = await page.Browser.OpenAsync(Path);
        page = await page.PressAsync(End, ("Reason.Fr", "Deux membres ont démissionné."), ("Reason.En", "Two members resigned."));
        Assert.Contains("L’examen est terminé.", page.Words, StringComparison.Ordinal);
        Assert.Contains("a mis fin à l’examen de l’urne", (await page.Browser.OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);

        await App.CloseVoteAsync(World);
        Assert.Equal(2, await App.WithDbAsync(db => db.Results.Select(r => r.Ballots).SingleAsync()));
        foreach (var path in new[] { "results", "commission" })
        {
            var told = (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/{path}")).Text("review-ended");
            Assert.Contains("La mairie a mis fin à l’examen à la place de la commission", told, StringComparison.Ordinal);
            Assert.Contains("Deux membres ont démissionné.", told, StringComparison.Ordinal);
            Assert.Contains("Une demande d’annulation a été abandonnée", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Until_then_the_review_is_the_commissions_and_a_reason_is_needed_in_both_languages()
    {
        Assert.Equal(BudgetRefusals.VotingNotOver, await WhyNotAsync(World.Council));
        await CloseAsync();
        var until = (await App.BudgetAsync(World)).ClosedAt!.Value.AddDays(Commission.ReviewDays);
        Assert.Equal(CommissionRefusals.ReviewGoesOn with { At = until }, await WhyNotAsync(World.Council));
        Assert.False((await App.Browse(World.Council).OpenAsync(Path)).Offers(End));

        App.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));
        Assert.Null(await WhyNotAsync(World.Council));
        Assert.Equal(CommissionRefusals.EndReasonMissing, await RefusalAsync(() => EndAsync(LocalizedText.Of("Une raison."))));
        await EndAsync(Why);
        Assert.Equal(CommissionRefusals.NothingToReview, await WhyNotAsync(World.Council));
    }

    [Fact]
    public async Task Ending_it_is_the_councils()
    {
        await CloseAsync();
        App.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));

        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(Path)).Path, StringComparison.Ordinal);
        foreach (var person in new[] { World.Stranger, World.Neighbour, World.Moderator })
        {
            Assert.Equal(403, (await App.Browse(person).OpenAsync(Path)).Status);
            Assert.Equal(PersonRefusals.CouncilOnly, await WhyNotAsync(person));
        }
    }

    [Fact]
    public async Task Where_there_is_no_commission_there_is_nothing_to_end()
    {
        await App.WithDbAsync(async db => await db.Database.ExecuteSqlAsync($"delete from commissioners; delete from commissions"));

        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync(Path)).Status);
    }

    [Fact]
    public async Task Nothing_is_taken_out_once_the_review_is_over_whoever_asked_meanwhile()
    {
        await CloseAsync();
        await App.AskAsync(World, World.Author, VoidReason.SeveralAccounts, World.Moderator);
        Assert.Equal("a_review_ends_with_nothing_ordered", await SaidAsync("update commissions set reviewed_at = now() where budget_id = $1"));

        var order = await App.WithDbAsync(db => db.VoidOrders.AsNoTracking().SingleAsync());
        App.Clock.Advance(TimeSpan.FromDays(Commission.ReviewDays));
        await EndAsync(Why);

        Assert.Equal(CommissionRefusals.NothingToReview, await RefusalAsync(() => App.DoAsync(World, _first, new VoidPart(order.Id, [], []))));
        Assert.Equal("nothing_is_ordered_out_after_the_review", await SaidAsync(
            $"insert into void_orders (id, version, budget_id, person_id, reason, asked_by_id, asked_at, commitments, signatures) values ('{order.Id}', 1, $1, '{World.Author.Id}', 1, '{World.Moderator.Id}', now(), '{{}}', '{{}}')"));
        Assert.Equal("a_review_ends_with_nothing_ordered", await SaidAsync("update commissions set dropped = 0 where budget_id = $1"));
    }

    [Fact]
    public async Task A_receipt_lost_before_the_close_costs_nobody_her_vote_after_it()
    {
        await App.AskAsync(World, World.Author, VoidReason.LostReceipt, World.Council);
        await App.DoPartAsync(World, _first);
        await App.DoPartAsync(World, _second);
        var last = await App.PartAsync(World, _first);
        await CloseAsync();

        Assert.Equal(CommissionRefusals.NotNow with { Field = null }, await RefusalAsync(() => App.DoAsync(World, _first, last)));
        Assert.Equal(2, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    private async Task CloseAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);
    }

    private Task<Refusal?> WhyNotAsync(Person person) => App.WithDbAsync(async db =>
        (await db.Commissions.SingleAsync()).WhyNotEnd(await App.BudgetAsync(World), person, App.Clock.GetUtcNow()));

    private Task<int> EndAsync(LocalizedText reason) => App.WithDbAsync(async db =>
    {
        await db.EndReviewAsync(await db.Commissions.SingleAsync(), await db.Budgets.SingleAsync(), World.Council, reason, App.Clock.GetUtcNow());
        return 0;
    });
}
