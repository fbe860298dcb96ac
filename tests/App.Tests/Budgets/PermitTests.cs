using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Ballots that come with a permit which the town signed without seeing it.</summary>
public sealed class PermitTests(Postgres postgres) : TownTests(postgres)
{
    protected override async Task ArrangeAsync()
    {
        await App.SettleAsync(World, terms => terms with { ByPermit = true });
    }

    [Fact]
    public async Task A_permit_that_the_town_cannot_read_lets_one_ballot_in_and_the_bundle_verifies()
    {
        var (mine, hers) = (await PermitAsync(World.Author), await PermitAsync(World.Neighbour));
        var first = await CastAsync(hers, 1);
        await CastAsync(mine, 2);
        await ReplaceAsync(first, 4);
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);

        Assert.True((await App.BudgetAsync(World)).IsPublished);
        var bundle = await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/bundle");
        Assert.Equal(200, bundle.Status);
        var checks = await App.WithDbAsync(async db => Verification.Of(db.BundleOf(await db.Budgets.WithProjects().SingleAsync(), (await db.Boards.Select(b => b.Outcome).SingleAsync())!), [first.Receipt]));
        Assert.All(checks, check => Assert.Empty(check.Failures));
        Assert.Equal(2, await CountAsync("select count(*) from spent_permits"));
        Assert.Equal(0, await CountAsync("select count(*) from permits"));
    }

    [Fact]
    public async Task Asked_again_for_the_same_message_the_town_signs_again_and_for_another_it_does_not()
    {
        var message = TokenKey.Prepare(Digest.Random().ToBytes());
        var key = await KeyAsync();
        var blinded = key.Blind(message);

        var one = await GiveAsync(World.Author, blinded.Message);
        Assert.Equal(one, await GiveAsync(World.Author, blinded.Message));
        Assert.Equal(BudgetRefusals.PermitGiven, await RefusalAsync(() => GiveAsync(World.Author, key.Blind(message).Message)));
        Assert.Equal(BudgetRefusals.PermitUnreadable, await RefusalAsync(() => GiveAsync(World.Neighbour, [1, 2, 3])));
    }

    [Fact]
    public async Task Two_requests_at_once_get_one_permit()
    {
        var key = await KeyAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Record.ExceptionAsync(() => GiveAsync(World.Author, key.Blind(TokenKey.Prepare(Digest.Random().ToBytes())).Message)).AsTask()));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(1, await CountAsync("select count(*) from permits"));
        Assert.Equal(1, await CountAsync("select count(*) from roll"));
    }

    [Fact]
    public async Task One_permit_sent_with_two_ballots_at_once_lets_one_in()
    {
        var permit = await PermitAsync(World.Author);
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 4).Select(project => Record.ExceptionAsync(() => CastAsync(permit, project)).AsTask()));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<RefusedException>(), refused => Assert.Equal(BudgetRefusals.PermitSpent, refused.Refusal));
        Assert.Equal(1, await CountAsync("select count(*) from ballots"));
    }

    [Fact]
    public async Task Without_a_permit_of_this_vote_nothing_goes_in()
    {
        await KeyAsync();
        var strangers = TokenSigner.Create();
        var message = TokenKey.Prepare(Digest.Random().ToBytes());
        var blinded = strangers.Key.Blind(message);
        var forged = strangers.Key.Finish(message, strangers.Sign(blinded.Message), blinded.Inverse);

        Assert.Equal(BudgetRefusals.PermitUnreadable, await RefusalAsync(() => CastAsync(forged, 1)));
        Assert.Equal(BudgetRefusals.PermitNeeded, await RefusalAsync(() => App.CastAsync(World, World.Author, 1)));
        var page = await App.Browse(World.Author).OpenAsync($"/budgets/{World.Budget.Number}/vote");
        page = await page.PressAsync("Relire mon bulletin", ("Projects", "2"));
        page = await page.PressAsync("Déposer mon bulletin");
        Assert.Equal(409, page.Status);
        Assert.Contains("seul un navigateur avec JavaScript", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permits_are_for_those_who_may_vote_while_they_may()
    {
        var key = await KeyAsync();
        byte[] Fresh() => key.Blind(TokenKey.Prepare(Digest.Random().ToBytes())).Message;

        Assert.Equal(PersonRefusals.NotVerified, await RefusalAsync(() => GiveAsync(World.Stranger, Fresh())));
        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/permit")).Path, StringComparison.Ordinal);
        var permit = await PermitAsync(World.Author);
        App.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("vote_closed", (await RefusalAsync(() => GiveAsync(World.Neighbour, Fresh())))?.Code);
        Assert.Equal("vote_closed", (await RefusalAsync(() => CastAsync(permit, 1)))?.Code);
        await App.CloseVoteAsync(World);
        Assert.Equal("vote_closed", (await RefusalAsync(() => CastAsync(permit, 1)))?.Code);
    }

    [Fact]
    public async Task The_ballot_is_taken_from_nobody_and_answered_with_its_receipt()
    {
        var permit = await PermitAsync(World.Author);
        var client = App.Server.CreateClient();
        using var form = new FormUrlEncodedContent([new("Projects", "2"), new("Nonce", Digest.Random().ToString()), new("Permit", System.Text.Encoding.UTF8.GetString(permit.ToBytes()))]);
        var answer = await client.PostAsync($"/budgets/{World.Budget.Number}/ballot", form);
        Assert.Contains("data-receipt=", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var again = new FormUrlEncodedContent([new("Projects", "3"), new("Nonce", Digest.Random().ToString()), new("Permit", System.Text.Encoding.UTF8.GetString(permit.ToBytes()))]);
        answer = await client.PostAsync($"/budgets/{World.Budget.Number}/ballot", again);
        Assert.Equal(409, (int)answer.StatusCode);
        Assert.Contains("déjà servi", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_the_database_joins_a_person_to_a_permit_that_was_spent()
    {
        var permit = await PermitAsync(World.Author);
        await CastAsync(permit, 1);

        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var find = new NpgsqlCommand("select encode(blinded, 'hex') from permits", connection);
        var blinded = (string)(await find.ExecuteScalarAsync())!;
        var seen = Convert.ToHexStringLower(permit.ToBytes()) + Convert.ToHexStringLower(permit.Id.ToBytes()) + Convert.ToHexStringLower(permit.Message) + Convert.ToHexStringLower(permit.Signature);
        Assert.DoesNotContain(blinded, seen, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("select count(*) from envelopes"));
    }

    [Fact]
    public async Task The_council_chooses_the_level_before_the_vote_and_only_the_council()
    {
        var path = $"/admin/budgets/{World.Budget.Number}/secrecy";
        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(path)).Path, StringComparison.Ordinal);
        Assert.Equal(403, (await App.Browse(World.Author).OpenAsync(path)).Status);
        Assert.Equal(403, (await App.Browse(World.Moderator).OpenAsync(path)).Status);
        Assert.False((await App.Browse(World.Council).OpenAsync(path)).Offers("Enregistrer"));

        await App.WithDbAsync(db => db.Phases.ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsAt, App.Clock.GetUtcNow().AddDays(1))));
        var page = await App.Browse(World.Council).OpenAsync(path);
        await page.PressAsync("Enregistrer", ("ByPermit", "false"));
        Assert.False((await App.BudgetAsync(World)).Terms.ByPermit);
    }

    private async Task<Permit> PermitAsync(Person person)
    {
        var key = await KeyAsync();
        var message = TokenKey.Prepare(Digest.Random().ToBytes());
        var blinded = key.Blind(message);

        return key.Finish(message, await GiveAsync(person, blinded.Message), blinded.Inverse);
    }

    private async Task<TokenKey> KeyAsync()
    {
        var budget = await App.BudgetAsync(World);

        return (await App.Get<BallotLog>().OpenAsync(budget, World.Space)).TokenKey!;
    }

    private async Task<byte[]> GiveAsync(Person person, byte[] blinded) => await App.Get<PermitOffice>().GiveAsync(await App.BudgetAsync(World), World.Space, person, blinded, App.Clock.GetUtcNow());

    private async Task<CastBallot> CastAsync(Permit permit, params ProjectChoice[] projects)
    {
        var budget = await App.BudgetAsync(World);

        return await App.WithAsync<BallotBox, CastBallot>(box => box.CastByPermitAsync(budget, World.Space, permit, projects, Digest.Random(), null, App.Clock.GetUtcNow()));
    }

    private async Task ReplaceAsync(CastBallot earlier, params ProjectChoice[] projects)
    {
        var budget = await App.BudgetAsync(World);
        await App.WithAsync<BallotBox, CastBallot>(box => box.CastByPermitAsync(budget, World.Space, null, projects, Digest.Random(), earlier.Opening.ChangeSecret, App.Clock.GetUtcNow()));
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        return (long)(await command.ExecuteScalarAsync())!;
    }
}
