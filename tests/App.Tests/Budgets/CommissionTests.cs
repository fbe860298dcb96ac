using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>What two of an election commission take out of a ballot box, and nobody else.</summary>
public sealed class CommissionTests(Postgres postgres) : TownTests(postgres)
{
    private Member _first = null!;
    private Member _second = null!;
    private Member _third = null!;

    protected override Task ArrangeAsync()
    {
        (_first, _second, _third) = (new(World.Council), new(World.Moderator), new(World.Stranger));

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Who_lost_her_receipt_has_her_ballot_taken_out_and_votes_again()
    {
        await App.SeatAsync(World, _first, _second);
        var lost = await App.CastAsync(World, World.Author, 1);
        await App.CastAsync(World, World.Neighbour, 2);

        await App.AskAsync(World, World.Author, VoidReason.LostReceipt, World.Council);
        await App.DoPartAsync(World, _first);
        await App.DoPartAsync(World, _second);
        await App.DoPartAsync(World, _first);
        Assert.Empty(await App.WithDbAsync(db => db.VoidOrders.ToListAsync()));
        Assert.Null(await App.WithAsync<BallotBox, Channel?>(box => box.ChannelOfAsync(World.Budget.Id, World.Author.Id)));

        await App.CastAsync(World, World.Author, 4);
        await App.PumpAsync();
        Assert.Equal(2, (await App.BudgetAsync(World)).Turnout);
        await EndAsync();
        await FinishAsync();
        await App.CloseVoteAsync(World);

        var checks = Verification.Of(await BundleAsync(), [lost.Receipt]);
        Assert.All(checks, check => Assert.Empty(check.Failures));
        Assert.Equal((2, 1), await CloseAsync());
        Assert.Contains("1 bulletin : reçu perdu", (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/results")).Words.Replace(' ', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_close_a_suspicious_ballot_is_taken_out_and_what_replaced_it_too()
    {
        await App.SeatAsync(World, _first, _second, _third);
        var cast = await App.CastAsync(World, World.Author, 1);
        await App.ReplaceAsync(World, World.Author, cast, 2);
        await App.CastAsync(World, World.Neighbour, 4);
        await EndAsync();

        Assert.Empty(await App.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(App.Clock.GetUtcNow())));
        await App.CloseVoteAsync(World);
        Assert.False((await App.BudgetAsync(World)).IsPublished);

        await App.AskAsync(World, World.Author, VoidReason.SeveralAccounts, _first.Person);
        Assert.Equal(CommissionRefusals.OrdersOpen with { Count = 1 }, await RefusalAsync(FinishAsync));
        await App.DoPartAsync(World, _first);
        await App.DoPartAsync(World, _second);
        await App.DoPartAsync(World, _third);
        await FinishAsync();
        await App.CloseVoteAsync(World);

        Assert.All(Verification.Of(await BundleAsync()), check => Assert.Empty(check.Failures));
        var result = await App.WithDbAsync(db => db.Results.Include(r => r.Projects).SingleAsync());
        Assert.Equal(1, result.Ballots);
        Assert.Empty(await App.WithDbAsync(db => db.Envelopes.ToListAsync()));
        Assert.Empty(await App.WithDbAsync(db => db.Sightings.ToListAsync()));
    }

    [Fact]
    public async Task One_member_alone_takes_nothing_out()
    {
        await App.SeatAsync(World, _first, _second);
        await App.CastAsync(World, World.Author, 1);
        await App.AskAsync(World, World.Author, VoidReason.LostReceipt, World.Council);

        // The second cannot open what is sealed to the first, nor the first what is inside.
        Assert.Equal(CommissionRefusals.SignedAlready, await RefusalAsync(async () => await App.DoAsync(World, _second, await App.PartAsync(World, _first))));
        await App.DoPartAsync(World, _first);
        Assert.Equal(CommissionRefusals.SignedAlready, await RefusalAsync(async () => await App.DoAsync(World, _first, await App.PartAsync(World, _second))));
        await App.DoPartAsync(World, _second);
        Assert.Equal(CommissionRefusals.SignedAlready, await RefusalAsync(async () => await App.DoAsync(World, _second, await App.PartAsync(World, _second))));
        Assert.Equal(1, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task What_a_member_shows_must_open_the_envelope_and_what_she_signs_must_be_the_ballot_in_it()
    {
        await App.SeatAsync(World, _first, _second);
        await App.CastAsync(World, World.Author, 1);
        var other = await App.CastAsync(World, World.Neighbour, 1);
        await App.AskAsync(World, World.Author, VoidReason.LostReceipt, World.Council);

        var neighbours = await App.WithDbAsync(db => db.Envelopes.Where(e => e.PersonId == World.Neighbour.Id).Select(e => e.Bytes).SingleAsync());
        var part = await App.PartAsync(World, _first);
        Assert.Equal(CommissionRefusals.EnvelopeShut, await RefusalAsync(() => App.DoAsync(World, _first, part with { Opener = _first.OpenerOf(neighbours) })));
        await App.DoAsync(World, _first, part);

        part = await App.PartAsync(World, _second);
        var manifest = Manifest.Read(await App.WithDbAsync(db => db.Leaves.Where(l => l.Index == 0).Select(l => l.Bytes).SingleAsync()));
        var anothers = _second.Sign(manifest, other.Opening.Commitment.ToBytes(), "lost_receipt");
        Assert.Equal(CommissionRefusals.SignatureWrong, await RefusalAsync(() => App.DoAsync(World, _second, part with { Signatures = [anothers] })));
        Assert.Equal(CommissionRefusals.SignatureWrong, await RefusalAsync(() => App.DoAsync(World, _second, part with { Signatures = [] })));
        await App.DoAsync(World, _second, part);
    }

    [Fact]
    public async Task A_ballot_replaced_while_its_order_is_on_the_way_is_looked_for_again()
    {
        await App.SeatAsync(World, _first, _second);
        var cast = await App.CastAsync(World, World.Author, 1);
        await App.AskAsync(World, World.Author, VoidReason.LostReceipt, World.Council);
        await App.DoPartAsync(World, _first);
        await App.DoPartAsync(World, _second);
        var signed = await App.PartAsync(World, _first);
        await App.ReplaceAsync(World, World.Author, cast, 2);

        Assert.Equal(CommissionRefusals.BallotGone, await RefusalAsync(() => App.DoAsync(World, _first, signed)));
        foreach (var member in new[] { _first, _second, _first })
        {
            await App.DoPartAsync(World, member);
        }

        Assert.Equal(0, await App.WithDbAsync(db => db.Ballots.CountAsync()));
        Assert.Equal(0, await App.WithDbAsync(db => db.Roll.CountAsync()));
    }

    [Fact]
    public async Task Two_last_signatures_at_once_void_it_once()
    {
        await App.SeatAsync(World, _first, _second, _third);
        await App.CastAsync(World, World.Author, 1);
        await App.CastAsync(World, World.Neighbour, 1);
        await App.AskAsync(World, World.Author, VoidReason.LostReceipt, World.Council);
        await App.DoPartAsync(World, _first);
        await App.DoPartAsync(World, _second);

        var (one, three) = (await App.PartAsync(World, _first), await App.PartAsync(World, _third));
        var outcomes = await Task.WhenAll(
            RefusedAsync(() => App.DoAsync(World, _first, one)),
            RefusedAsync(() => App.DoAsync(World, _third, three)));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(1, await App.WithDbAsync(db => db.Leaves.CountAsync(l => l.Falls != null)));
        Assert.Equal(1, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task The_database_lets_nothing_else_follow_the_close()
    {
        await App.SeatAsync(World, _first, _second);
        await App.CastAsync(World, World.Author, 1);
        await EndAsync();

        Assert.Equal("nothing_follows_the_close", await SaidAsync("insert into leaves (budget_id, index, bytes, commitment, lock) values ($1, 99, '\\x00', '\\x01', '\\x02')"));
        Assert.Equal("a_sealed_box_stays_sealed", await SaidAsync("delete from ballots where budget_id = $1"));
        Assert.Equal("a_result_waits_for_the_commission", await SaidAsync("insert into results (budget_id, rule, ballots, spent_minor, ties, counted_at) values ($1, 'greedy', 0, 0, '[]', now())"));
        await FinishAsync();
        await App.CloseVoteAsync(World);
        Assert.Equal("nothing_follows_the_close", await SaidAsync("insert into leaves (budget_id, index, bytes, falls) values ($1, 99, '\\x00', '\\x01')"));
    }

    [Fact]
    public async Task A_vote_without_a_commission_takes_nothing_out_and_says_so()
    {
        await App.CastAsync(World, World.Author, 1);

        Assert.Equal(CommissionRefusals.NoCommission, VoidOrder.WhyNot(await App.BudgetAsync(World), null, VoidReason.LostReceipt));
        Assert.Contains("Aucun bulletin ne sera retiré de l’urne.", (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/commission")).Words, StringComparison.Ordinal);
        Assert.Empty(await App.WithDbAsync(db => db.Envelopes.ToListAsync()));
        Assert.Empty(await App.WithDbAsync(db => db.Sightings.ToListAsync()));
    }

    [Fact]
    public async Task Its_work_is_its_members_and_appointing_them_is_the_councils()
    {
        await App.SeatAsync(World, _first, _second);
        await App.CastAsync(World, World.Author, 1);
        await EndAsync();

        foreach (var page in new[] { "work", "radar" })
        {
            Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/commission/{page}")).Path, StringComparison.Ordinal);
            Assert.Equal(403, (await App.Browse(World.Author).OpenAsync($"/budgets/{World.Budget.Number}/commission/{page}")).Status);
            Assert.Equal(403, (await App.Browse(World.Stranger).OpenAsync($"/budgets/{World.Budget.Number}/commission/{page}")).Status);
            Assert.Equal(200, (await App.Browse(World.Moderator).OpenAsync($"/budgets/{World.Budget.Number}/commission/{page}")).Status);
        }

        Assert.Equal(CommissionRefusals.MembersOnly, await RefusalAsync(() => App.AskAsync(World, World.Author, VoidReason.NotEntitled, World.Neighbour)));
        Assert.Equal(CommissionRefusals.MembersOnly, await RefusalAsync(() => App.DoAsync(World, _third, new VoidPart(Guid.NewGuid(), null, []))));
        foreach (var person in new[] { World.Author, World.Moderator })
        {
            Assert.Equal(403, (await App.Browse(person).OpenAsync($"/admin/budgets/{World.Budget.Number}/commission")).Status);
        }
    }

    [Fact]
    public async Task The_council_appoints_before_the_vote_and_no_longer_once_it_runs()
    {
        var space = await App.WithDbAsync(db => db.Spaces.AsSplitQuery().SingleAsync());
        await App.WithDbAsync(db => db.Phases.ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsAt, App.Clock.GetUtcNow().AddDays(1))));
        var path = $"/admin/budgets/{World.Budget.Number}/commission";

        var page = await App.Browse(World.Council).OpenAsync($"{path}?q=Bo");
        page = await page.PressAsync("Nommer (Bo)");
        Assert.Contains("Bo a un siège dans la commission.", page.Words, StringComparison.Ordinal);
        Assert.Equal(["Bo"], (await App.WithDbAsync(db => db.Commissions.SingleAsync())).Members.Select(m => m.Name));
        page = await page.PressAsync("Retirer le siège (Bo)");
        Assert.Contains("Pas de commission", page.Words, StringComparison.Ordinal);

        App.Clock.Advance(TimeSpan.FromDays(2));
        page = await page.Browser.OpenAsync($"{path}?q=Bo");
        Assert.False(page.Offers("Nommer (Bo)"));
        var commission = await App.WithDbAsync(db => db.Commissions.SingleAsync());
        Assert.Equal(BudgetRefusals.VotingHasBegun, commission.WhyNotAppoint(await App.BudgetAsync(World), space, World.Neighbour, World.Council, App.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Rules_are_not_published_while_keys_are_missing()
    {
        var before = World.Space.Phases[0].StartsAt.AddDays(-1);
        var budget = await App.BudgetAsync(World);
        var commission = new Commission(budget);
        commission.Appoint(budget, World.Space, World.Author, World.Council, before);
        commission.Appoint(budget, World.Space, World.Neighbour, World.Council, before);

        Assert.Equal(CommissionRefusals.KeysMissing, budget.WhyNotPublishRules(World.Space, commission, before));
        Assert.Equal(CommissionRefusals.KeysUnreadable, Assert.Throws<RefusedException>(() => commission.MakeKeys(budget, World.Space, World.Author, new MemberKeys("x", "y", "{}"), before)).Refusal);
        commission.MakeKeys(budget, World.Space, World.Author, _first.Keys, before);
        commission.MakeKeys(budget, World.Space, World.Neighbour, _second.Keys, before);
        Assert.Null(budget.WhyNotPublishRules(World.Space, commission, before));
    }

    [Fact]
    public async Task Ballots_cast_by_one_hand_are_noticed_after_the_close()
    {
        await App.SeatAsync(World, _first, _second);
        var now = App.Clock.GetUtcNow();
        var (gang, others) = (Enumerable.Range(0, 6).Select(i => World.Named($"g{i}", now)).ToArray(), Enumerable.Range(0, 30).Select(i => World.Named($"o{i}", now.AddDays(-i))).ToArray());
        await App.SaveAsync([.. gang, .. others]);
        var budget = await App.BudgetAsync(World);
        foreach (var (i, person) in gang.Concat(others).Index())
        {
            var network = i < gang.Length ? "C00002" : $"C0{i:X4}";
            await App.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(budget, World.Space, person, [1], Digest.Random(), now.AddMinutes(i < gang.Length ? 1 : 11 * i), network));
        }

        Assert.NotNull(await App.WithDbAsync(db => db.Boards.Select(b => b.Salt).SingleAsync()));
        await EndAsync();
        Assert.Null(await App.WithDbAsync(db => db.Boards.Select(b => b.Salt).SingleAsync()));
        var page = await App.Browse(World.Moderator).OpenAsync($"/budgets/{World.Budget.Number}/commission/radar");
        Assert.Contains("Même réseau, dans les mêmes dix minutes.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("o1", page.Words, StringComparison.Ordinal);

        // They opened their accounts on one day too, and are one group all the same.
        Assert.Contains("Même réseau, comptes ouverts le même jour.", page.Words, StringComparison.Ordinal);
        Assert.Equal(["6 personnes"], page.Document.QuerySelectorAll("main section h2").Select(h => h.TextContent));

        page = await page.PressAsync("Demander l’annulation", ("People", gang[0].Id.ToString()), ("People", gang[1].Id.ToString()), ("Reason", "SeveralAccounts"));
        Assert.Equal(2, await App.WithDbAsync(db => db.VoidOrders.CountAsync()));
        Assert.Contains("première enveloppe à ouvrir", (await App.Browse(World.Council).OpenAsync(page.Path)).Words, StringComparison.Ordinal);
    }

    private async Task EndAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);
    }

    private Task FinishAsync() => App.FinishReviewAsync(World, _first);

    private Task<Bundle> BundleAsync() => App.WithDbAsync(async db =>
    {
        var budget = await db.Budgets.WithProjects().SingleAsync();
        var whole = db.BundleOf(budget, (await db.Boards.Select(b => b.Outcome).SingleAsync())!);

        return new Bundle { Heads = whole.Heads, Leaves = [.. whole.Leaves], Openings = [.. whole.Openings], Outcome = whole.Outcome };
    });

    private Task<(long Standing, long Voided)> CloseAsync() => App.WithDbAsync(async db =>
    {
        var leaves = await db.Leaves.OrderBy(l => l.Index).Select(l => l.Bytes).ToListAsync();
        var close = leaves.Skip(1).Select(l => Leaf.Read(l)).OfType<CloseLeaf>().Single();

        return (close.Web, close.Voided);
    });

    private static async Task<Exception?> RefusedAsync(Func<Task> act) => await Record.ExceptionAsync(act);
}
