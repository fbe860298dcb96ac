using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>What two of an election commission take out of a ballot box, and nobody else.</summary>
public sealed class CommissionTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;
    private World _world = null!;
    private Member _first = null!;
    private Member _second = null!;
    private Member _third = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
        (_first, _second, _third) = (new(_world.Council), new(_world.Moderator), new(_world.Stranger));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Who_lost_her_receipt_has_her_ballot_taken_out_and_votes_again()
    {
        await _app.SeatAsync(_world, _first, _second);
        var lost = await _app.CastAsync(_world, _world.Author, 1);
        await _app.CastAsync(_world, _world.Neighbour, 2);

        await _app.AskAsync(_world, _world.Author, VoidReason.LostReceipt, _world.Council);
        await _app.DoPartAsync(_world, _first);
        await _app.DoPartAsync(_world, _second);
        await _app.DoPartAsync(_world, _first);
        Assert.Empty(await _app.WithDbAsync(db => db.VoidOrders.ToListAsync()));
        Assert.Null(await _app.WithAsync<BallotBox, Channel?>(box => box.ChannelOfAsync(_world.Budget.Id, _world.Author.Id)));

        await _app.CastAsync(_world, _world.Author, 4);
        await _app.PumpAsync();
        Assert.Equal(2, (await _app.BudgetAsync(_world)).Turnout);
        await EndAsync();
        await FinishAsync();
        await _app.CloseVoteAsync(_world);

        var checks = Verification.Of(await BundleAsync(), [lost.Receipt]);
        Assert.All(checks, check => Assert.Empty(check.Failures));
        Assert.Equal((2, 1), await CloseAsync());
        Assert.Contains("1 bulletin : reçu perdu", (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/results")).Words.Replace(' ', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_close_a_suspicious_ballot_is_taken_out_and_what_replaced_it_too()
    {
        await _app.SeatAsync(_world, _first, _second, _third);
        var cast = await _app.CastAsync(_world, _world.Author, 1);
        await _app.ReplaceAsync(_world, _world.Author, cast, 2);
        await _app.CastAsync(_world, _world.Neighbour, 4);
        await EndAsync();

        Assert.Empty(await _app.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(_app.Clock.GetUtcNow())));
        await _app.CloseVoteAsync(_world);
        Assert.False((await _app.BudgetAsync(_world)).IsPublished);

        await _app.AskAsync(_world, _world.Author, VoidReason.SeveralAccounts, _first.Person);
        Assert.Equal(CommissionRefusals.OrdersOpen with { Count = 1 }, await RefusalAsync(FinishAsync));
        await _app.DoPartAsync(_world, _first);
        await _app.DoPartAsync(_world, _second);
        await _app.DoPartAsync(_world, _third);
        await FinishAsync();
        await _app.CloseVoteAsync(_world);

        Assert.All(Verification.Of(await BundleAsync()), check => Assert.Empty(check.Failures));
        var result = await _app.WithDbAsync(db => db.Results.Include(r => r.Projects).SingleAsync());
        Assert.Equal(1, result.Ballots);
        Assert.Empty(await _app.WithDbAsync(db => db.Envelopes.ToListAsync()));
        Assert.Empty(await _app.WithDbAsync(db => db.Sightings.ToListAsync()));
    }

    [Fact]
    public async Task One_member_alone_takes_nothing_out()
    {
        await _app.SeatAsync(_world, _first, _second);
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.AskAsync(_world, _world.Author, VoidReason.LostReceipt, _world.Council);

        // The second cannot open what is sealed to the first, nor the first what is inside.
        Assert.Equal(CommissionRefusals.SignedAlready, await RefusalAsync(async () => await _app.DoAsync(_world, _second, await _app.PartAsync(_world, _first))));
        await _app.DoPartAsync(_world, _first);
        Assert.Equal(CommissionRefusals.SignedAlready, await RefusalAsync(async () => await _app.DoAsync(_world, _first, await _app.PartAsync(_world, _second))));
        await _app.DoPartAsync(_world, _second);
        Assert.Equal(CommissionRefusals.SignedAlready, await RefusalAsync(async () => await _app.DoAsync(_world, _second, await _app.PartAsync(_world, _second))));
        Assert.Equal(1, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task What_a_member_shows_must_open_the_envelope_and_what_she_signs_must_be_the_ballot_in_it()
    {
        await _app.SeatAsync(_world, _first, _second);
        await _app.CastAsync(_world, _world.Author, 1);
        var other = await _app.CastAsync(_world, _world.Neighbour, 1);
        await _app.AskAsync(_world, _world.Author, VoidReason.LostReceipt, _world.Council);

        var neighbours = await _app.WithDbAsync(db => db.Envelopes.Where(e => e.PersonId == _world.Neighbour.Id).Select(e => e.Bytes).SingleAsync());
        var part = await _app.PartAsync(_world, _first);
        Assert.Equal(CommissionRefusals.EnvelopeShut, await RefusalAsync(() => _app.DoAsync(_world, _first, part with { Opener = _first.OpenerOf(neighbours) })));
        await _app.DoAsync(_world, _first, part);

        part = await _app.PartAsync(_world, _second);
        var manifest = Manifest.Read(await _app.WithDbAsync(db => db.Leaves.Where(l => l.Index == 0).Select(l => l.Bytes).SingleAsync()));
        var anothers = _second.Sign(manifest, other.Opening.Commitment.ToBytes(), "lost_receipt");
        Assert.Equal(CommissionRefusals.SignatureWrong, await RefusalAsync(() => _app.DoAsync(_world, _second, part with { Signatures = [anothers] })));
        Assert.Equal(CommissionRefusals.SignatureWrong, await RefusalAsync(() => _app.DoAsync(_world, _second, part with { Signatures = [] })));
        await _app.DoAsync(_world, _second, part);
    }

    [Fact]
    public async Task A_ballot_replaced_while_its_order_is_on_the_way_is_looked_for_again()
    {
        await _app.SeatAsync(_world, _first, _second);
        var cast = await _app.CastAsync(_world, _world.Author, 1);
        await _app.AskAsync(_world, _world.Author, VoidReason.LostReceipt, _world.Council);
        await _app.DoPartAsync(_world, _first);
        await _app.DoPartAsync(_world, _second);
        var signed = await _app.PartAsync(_world, _first);
        await _app.ReplaceAsync(_world, _world.Author, cast, 2);

        Assert.Equal(CommissionRefusals.BallotGone, await RefusalAsync(() => _app.DoAsync(_world, _first, signed)));
        foreach (var member in new[] { _first, _second, _first })
        {
            await _app.DoPartAsync(_world, member);
        }

        Assert.Equal(0, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
        Assert.Equal(0, await _app.WithDbAsync(db => db.Roll.CountAsync()));
    }

    [Fact]
    public async Task Two_last_signatures_at_once_void_it_once()
    {
        await _app.SeatAsync(_world, _first, _second, _third);
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.CastAsync(_world, _world.Neighbour, 1);
        await _app.AskAsync(_world, _world.Author, VoidReason.LostReceipt, _world.Council);
        await _app.DoPartAsync(_world, _first);
        await _app.DoPartAsync(_world, _second);

        var (one, three) = (await _app.PartAsync(_world, _first), await _app.PartAsync(_world, _third));
        var outcomes = await Task.WhenAll(
            RefusedAsync(() => _app.DoAsync(_world, _first, one)),
            RefusedAsync(() => _app.DoAsync(_world, _third, three)));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(1, await _app.WithDbAsync(db => db.Leaves.CountAsync(l => l.Falls != null)));
        Assert.Equal(1, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task The_database_lets_nothing_else_follow_the_close()
    {
        await _app.SeatAsync(_world, _first, _second);
        await _app.CastAsync(_world, _world.Author, 1);
        await EndAsync();

        Assert.Equal("nothing_follows_the_close", await SaidAsync("insert into leaves (budget_id, index, bytes, commitment, lock) values ($1, 99, '\\x00', '\\x01', '\\x02')"));
        Assert.Equal("a_sealed_box_stays_sealed", await SaidAsync("delete from ballots where budget_id = $1"));
        Assert.Equal("a_result_waits_for_the_commission", await SaidAsync("insert into results (budget_id, rule, ballots, spent_minor, ties, counted_at) values ($1, 'greedy', 0, 0, '[]', now())"));
        await FinishAsync();
        await _app.CloseVoteAsync(_world);
        Assert.Equal("nothing_follows_the_close", await SaidAsync("insert into leaves (budget_id, index, bytes, falls) values ($1, 99, '\\x00', '\\x01')"));
    }

    [Fact]
    public async Task A_vote_without_a_commission_takes_nothing_out_and_says_so()
    {
        await _app.CastAsync(_world, _world.Author, 1);

        Assert.Equal(CommissionRefusals.NoCommission, VoidOrder.WhyNot(await _app.BudgetAsync(_world), null, VoidReason.LostReceipt));
        Assert.Contains("Aucun bulletin ne sera retiré de l’urne.", (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/commission")).Words, StringComparison.Ordinal);
        Assert.Empty(await _app.WithDbAsync(db => db.Envelopes.ToListAsync()));
        Assert.Empty(await _app.WithDbAsync(db => db.Sightings.ToListAsync()));
    }

    [Fact]
    public async Task Its_work_is_its_members_and_appointing_them_is_the_councils()
    {
        await _app.SeatAsync(_world, _first, _second);
        await _app.CastAsync(_world, _world.Author, 1);
        await EndAsync();

        foreach (var page in new[] { "work", "radar" })
        {
            Assert.StartsWith("/sign-in", (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/commission/{page}")).Path, StringComparison.Ordinal);
            Assert.Equal(403, (await _app.Browse(_world.Author).OpenAsync($"/budgets/{_world.Budget.Number}/commission/{page}")).Status);
            Assert.Equal(403, (await _app.Browse(_world.Stranger).OpenAsync($"/budgets/{_world.Budget.Number}/commission/{page}")).Status);
            Assert.Equal(200, (await _app.Browse(_world.Moderator).OpenAsync($"/budgets/{_world.Budget.Number}/commission/{page}")).Status);
        }

        Assert.Equal(CommissionRefusals.MembersOnly, await RefusalAsync(() => _app.AskAsync(_world, _world.Author, VoidReason.NotEntitled, _world.Neighbour)));
        Assert.Equal(CommissionRefusals.MembersOnly, await RefusalAsync(() => _app.DoAsync(_world, _third, new VoidPart(Guid.NewGuid(), null, []))));
        foreach (var person in new[] { _world.Author, _world.Moderator })
        {
            Assert.Equal(403, (await _app.Browse(person).OpenAsync($"/admin/budgets/{_world.Budget.Number}/commission")).Status);
        }
    }

    [Fact]
    public async Task The_council_appoints_before_the_vote_and_no_longer_once_it_runs()
    {
        var space = await _app.WithDbAsync(db => db.Spaces.AsSplitQuery().SingleAsync());
        await _app.WithDbAsync(db => db.Phases.ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsAt, _app.Clock.GetUtcNow().AddDays(1))));
        var path = $"/admin/budgets/{_world.Budget.Number}/commission";

        var page = await _app.Browse(_world.Council).OpenAsync($"{path}?q=Bo");
        page = await page.PressAsync("Nommer (Bo)");
        Assert.Contains("Bo a un siège dans la commission.", page.Words, StringComparison.Ordinal);
        Assert.Equal(["Bo"], (await _app.WithDbAsync(db => db.Commissions.SingleAsync())).Members.Select(m => m.Name));
        page = await page.PressAsync("Retirer le siège (Bo)");
        Assert.Contains("Pas de commission", page.Words, StringComparison.Ordinal);

        _app.Clock.Advance(TimeSpan.FromDays(2));
        page = await page.Browser.OpenAsync($"{path}?q=Bo");
        Assert.False(page.Offers("Nommer (Bo)"));
        var commission = await _app.WithDbAsync(db => db.Commissions.SingleAsync());
        Assert.Equal(BudgetRefusals.VotingHasBegun, commission.WhyNotAppoint(await _app.BudgetAsync(_world), space, _world.Neighbour, _world.Council, _app.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Rules_are_not_published_while_keys_are_missing()
    {
        var before = _world.Space.Phases[0].StartsAt.AddDays(-1);
        var budget = await _app.BudgetAsync(_world);
        var commission = new Commission(budget);
        commission.Appoint(budget, _world.Space, _world.Author, _world.Council, before);
        commission.Appoint(budget, _world.Space, _world.Neighbour, _world.Council, before);

        Assert.Equal(CommissionRefusals.KeysMissing, budget.WhyNotPublishRules(_world.Space, commission, before));
        Assert.Equal(CommissionRefusals.KeysUnreadable, Assert.Throws<RefusedException>(() => commission.MakeKeys(budget, _world.Space, _world.Author, new MemberKeys("x", "y", "{}"), before)).Refusal);
        commission.MakeKeys(budget, _world.Space, _world.Author, _first.Keys, before);
        commission.MakeKeys(budget, _world.Space, _world.Neighbour, _second.Keys, before);
        Assert.Null(budget.WhyNotPublishRules(_world.Space, commission, before));
    }

    [Fact]
    public async Task Ballots_cast_by_one_hand_are_noticed_after_the_close()
    {
        await _app.SeatAsync(_world, _first, _second);
        var now = _app.Clock.GetUtcNow();
        var (gang, others) = (Enumerable.Range(0, 6).Select(i => World.Named($"g{i}", now)).ToArray(), Enumerable.Range(0, 30).Select(i => World.Named($"o{i}", now.AddDays(-i))).ToArray());
        await _app.SaveAsync([.. gang, .. others]);
        var budget = await _app.BudgetAsync(_world);
        foreach (var (i, person) in gang.Concat(others).Index())
        {
            var network = i < gang.Length ? "C00002" : $"C0{i:X4}";
            await _app.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(budget, _world.Space, person, [1], Digest.Random(), now.AddMinutes(i < gang.Length ? 1 : 11 * i), network));
        }

        Assert.NotNull(await _app.WithDbAsync(db => db.Boards.Select(b => b.Salt).SingleAsync()));
        await EndAsync();
        Assert.Null(await _app.WithDbAsync(db => db.Boards.Select(b => b.Salt).SingleAsync()));
        var page = await _app.Browse(_world.Moderator).OpenAsync($"/budgets/{_world.Budget.Number}/commission/radar");
        Assert.Contains("Même réseau, dans les mêmes dix minutes.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("o1", page.Words, StringComparison.Ordinal);

        // They opened their accounts on one day too, and are one group all the same.
        Assert.Contains("Même réseau, comptes ouverts le même jour.", page.Words, StringComparison.Ordinal);
        Assert.Equal(["6 personnes"], page.Document.QuerySelectorAll("main section h2").Select(h => h.TextContent));

        page = await page.PressAsync("Demander l’annulation", ("People", gang[0].Id.ToString()), ("People", gang[1].Id.ToString()), ("Reason", "SeveralAccounts"));
        Assert.Equal(2, await _app.WithDbAsync(db => db.VoidOrders.CountAsync()));
        Assert.Contains("première enveloppe à ouvrir", (await _app.Browse(_world.Council).OpenAsync(page.Path)).Words, StringComparison.Ordinal);
    }

    private async Task EndAsync()
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.CloseVoteAsync(_world);
    }

    private Task FinishAsync() => _app.FinishReviewAsync(_world, _first);

    private Task<Bundle> BundleAsync() => _app.WithDbAsync(async db =>
    {
        var budget = await db.Budgets.WithProjects().SingleAsync();
        var whole = db.BundleOf(budget, (await db.Boards.Select(b => b.Outcome).SingleAsync())!);

        return new Bundle { Heads = whole.Heads, Leaves = [.. whole.Leaves], Openings = [.. whole.Openings], Outcome = whole.Outcome };
    });

    private Task<(long Standing, long Voided)> CloseAsync() => _app.WithDbAsync(async db =>
    {
        var leaves = await db.Leaves.OrderBy(l => l.Index).Select(l => l.Bytes).ToListAsync();
        var close = leaves.Skip(1).Select(l => Leaf.Read(l)).OfType<CloseLeaf>().Single();

        return (close.Web, close.Voided);
    });

    private static async Task<Refusal> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Refusal;

    private static async Task<Exception?> RefusedAsync(Func<Task> act) => await Record.ExceptionAsync(act);

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
