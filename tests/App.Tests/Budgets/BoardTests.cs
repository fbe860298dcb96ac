using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Web.Commands;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>What the public log promises, on a real database, with two servers and with people who meddle.</summary>
public sealed class BoardTests(Postgres postgres) : TownTests(postgres)
{
    private string _budget = "";

    protected override Task ArrangeAsync()
    {
        _budget = $"/budgets/{World.Budget.Number}";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_crowd_on_two_servers_gets_receipts_that_all_hold_against_the_published_vote()
    {
        await using var other = Support.App.StartBeside(App);
        var crowd = await CrowdAsync(60);

        var ballots = await Task.WhenAll(crowd.Select((person, i) => Task.Run(() => (i % 2 == 0 ? App : other).CastAsync(World, person, App.Clock.GetUtcNow(), 1 + (i % 4)))));
        await CloseAsync();

        Assert.Equal(60, ballots.Select(b => b.Receipt.Leaf.Commitment).Distinct().Count());
        var checks = Verification.Of(await BundleAsync(), [.. ballots.Select(b => b.Receipt)]);
        Assert.All(checks, check => Assert.Empty(check.Failures));
        Assert.Equal(60, await App.WithDbAsync(db => db.Budgets.Select(b => b.Turnout).SingleAsync()));
    }

    [Fact]
    public async Task Of_many_presses_at_once_on_two_servers_one_counts()
    {
        await using var other = Support.App.StartBeside(App);

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryAsync(() => (i % 2 == 0 ? App : other).CastAsync(World, World.Neighbour, 1)))));

        Assert.Single(tries, refusal => refusal is null);
        Assert.All(tries.Where(refusal => refusal is not null), refusal => Assert.Equal(BudgetRefusals.AlreadyVoted, refusal));
        Assert.Equal(1, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task A_receipt_changes_a_ballot_once_however_many_try()
    {
        var first = await App.CastAsync(World, World.Neighbour, 1);

        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => TryAsync(() => App.ReplaceAsync(World, World.Neighbour, first, 2)))));

        Assert.Single(tries, refusal => refusal is null);
        Assert.All(tries.Where(refusal => refusal is not null), refusal => Assert.Equal(BoardRefusals.ReceiptSpent, refusal));
        Assert.Equal(2, (await App.WithDbAsync(db => db.Ballots.SingleAsync())).Projects.Single());
        Assert.Equal(BoardRefusals.NotVotedYet, await TryAsync(() => App.ReplaceAsync(World, World.Author, first, 2)));
    }

    [Fact]
    public async Task One_faulty_ballot_among_many_is_refused_alone()
    {
        var budget = await App.BudgetAsync(World);
        var log = App.Get<BallotLog>();
        var manifest = await log.OpenAsync(budget, World.Space);
        var crowd = await CrowdAsync(20);

        var tries = await Task.WhenAll(crowd.Select((person, i) => TryAsync(() => log.AppendAsync(
            World.Budget.Id, new Casting(person.Id, Channel.Web, new Opening(manifest.Id, [new Choice("1")], Digest.Random()), [i == 7 ? 99 : 1])))));

        Assert.Equal(19, await App.WithDbAsync(db => db.Roll.CountAsync()));
        Assert.Equal(7, Array.FindIndex(tries, refusal => refusal is not null));
    }

    [Theory]
    [InlineData("insert into roll select budget_id, person_id, 1 from roll", "one_vote_per_person")]
    [InlineData("insert into leaves (budget_id, index, bytes, falls) select budget_id, index + 10 + n, bytes, commitment from leaves, generate_series(0, 1) n where index = 1", "a_ballot_falls_once")]
    [InlineData("insert into leaves (budget_id, index, bytes, commitment) select budget_id, 9, bytes, commitment from leaves where index = 1", "one_leaf_per_ballot")]
    [InlineData("insert into leaves (budget_id, index, bytes, lock) select budget_id, 9, bytes, lock from leaves where index = 1", "one_lock_per_ballot")]
    [InlineData("insert into leaves (budget_id, index, bytes) select budget_id, index, bytes from leaves where index = 1", "one_leaf_per_place")]
    [InlineData("update leaves set bytes = 'x'", "a_log_only_grows")]
    [InlineData("delete from leaves where index = 1", "a_log_only_grows")]
    public async Task The_database_has_the_last_word(string act, string constraint)
    {
        await App.CastAsync(World, World.Neighbour, 1);

        Assert.Equal(constraint, (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(act))).ConstraintName);
    }

    [Fact]
    public async Task Nothing_is_logged_after_the_close()
    {
        await App.CastAsync(World, World.Neighbour, 1);
        var late = await App.BudgetAsync(World);
        await CloseAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("insert into leaves (budget_id, index, bytes) select budget_id, size, 'x' from boards"));
        Assert.Equal("nothing_follows_the_close", refused.ConstraintName);
        var opening = new Opening(Digest.Random(), [new Choice("1")], Digest.Random());
        Assert.Equal(BudgetRefusals.BoxSealed, await TryAsync(() => App.Get<BallotLog>().AppendAsync(late.Id, new Casting(World.Author.Id, Channel.Web, opening, [1]))));
    }

    [Fact]
    public async Task Without_its_key_the_box_takes_nothing_and_says_so()
    {
        await App.CastAsync(World, World.Neighbour, 1);
        Assert.Equal(HttpStatusCode.OK, (await App.Browse().Http.GetAsync("/health/board")).StatusCode);
        File.Move(Path.Combine(App.Boards, "key.pem"), Path.Combine(App.Boards, "lost"));

        Assert.Equal(BoardRefusals.KeyMissing, await TryAsync(() => App.CastAsync(World, World.Author, 1)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await App.Browse().Http.GetAsync("/health/board")).StatusCode);
        Assert.Contains("la clé qui signe son registre a disparu", (await App.Browse().OpenAsync($"{_budget}/board")).Words, StringComparison.Ordinal);
        Assert.Contains("the key that signs its log is gone", (await App.Browse(language: "en").OpenAsync($"{_budget}/board")).Words, StringComparison.Ordinal);

        await using var elsewhere = Support.App.StartBeside(App, Path.Combine(App.Boards, "other"));
        Directory.CreateDirectory(elsewhere.Boards);
        using var stranger = SigningKey.Create();
        await File.WriteAllTextAsync(Path.Combine(elsewhere.Boards, "key.pem"), stranger.ToPem());
        Assert.Equal(BoardRefusals.KeyWrong, await TryAsync(() => elsewhere.CastAsync(World, World.Author, 1)));
        Assert.Equal(1, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Theory]
    [InlineData("a shorter log")]
    [InlineData("a changed leaf")]
    public async Task A_log_that_is_not_what_was_signed_is_not_gone_on_with(string attack)
    {
        var before = await App.CastAsync(World, World.Neighbour, 1);
        await App.CastAsync(World, World.Author, 2);
        await ExecuteAsync("alter table leaves disable trigger all");
        await ExecuteAsync(attack == "a shorter log"
            ? $"delete from leaves where index = 2; update boards set size = 2, head = '{before.Receipt.Head.Note}'"
            : "update leaves set bytes = (select bytes from leaves where index = 1) where index = 2");
        await ExecuteAsync("alter table leaves enable trigger all");

        // The one that runs remembers, or the one that starts finds the anchor.
        await using var restarted = Support.App.StartBeside(App);
        Assert.Equal(BoardRefusals.LogBroken, await TryAsync(() => restarted.CastAsync(World, World.Council, 1)));
        if (attack == "a shorter log")
        {
            Assert.Equal(BoardRefusals.LogBroken, await TryAsync(() => App.CastAsync(World, World.Council, 1)));
        }

        Assert.Equal(2, await App.WithDbAsync(db => db.Roll.CountAsync()));
    }

    [Fact]
    public async Task A_witness_signs_what_it_sees_and_the_page_and_the_bundle_show_it()
    {
        var folder = Path.Combine(App.Boards, "witness");
        Directory.CreateDirectory(folder);
        using var key = SigningKey.Create();
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ToPem());
        await File.WriteAllTextAsync(Path.Combine(folder, "name"), "journal.example");
        await using var app = await Support.App.StartAsync(Postgres, web =>
        {
            web.UseSetting("Board:Witnesses:0:Name", "journal.example");
            web.UseSetting("Board:Witnesses:0:Key", key.PublicKey.Text);
            web.UseSetting("Board:WitnessesNeeded", "1");
        });
        var world = await World.InAsync(app);
        var ballot = await app.CastAsync(world, world.Neighbour, 1);

        Assert.Equal(0, await LookAsync());
        Assert.Contains("journal.example", (await app.Browse().OpenAsync($"/budgets/{world.Budget.Number}/board")).Words, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.CloseVoteAsync(world);
        Assert.Equal(0, await LookAsync());
        var bytes = await app.Browse().Http.GetByteArrayAsync($"/budgets/{world.Budget.Number}/bundle");
        Assert.All(Verification.Of(Bundle.Open(() => new MemoryStream(bytes)), [ballot.Receipt]), check => Assert.True(check is { Passed: true, Unsaid: null }, check.Kind.ToString()));

        async Task<int> LookAsync()
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var code = await Witness.RunAsync([$"http://localhost/budgets/{world.Budget.Number}", "--data", folder], output, error, app.Server.CreateHandler());
            Assert.Contains("The town took the signature.", output.ToString(), StringComparison.Ordinal);
            return code;
        }
    }

    [Fact]
    public async Task Strangers_sign_nothing()
    {
        await App.CastAsync(World, World.Neighbour, 1);
        using var stranger = SigningKey.Create();
        var head = Head.Parse(await App.Browse().Http.GetStringAsync($"{_budget}/board/head"));

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(head.SignedBy("stranger.example", stranger).Note));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("nothing"));
        Assert.Equal(0, await App.WithDbAsync(db => db.Heads.CountAsync()));

        async Task<HttpStatusCode> PostAsync(string note) => (await App.Browse().Http.PostAsync($"{_budget}/board/witness", new StringContent(note))).StatusCode;
    }

    [Fact]
    public async Task The_public_addresses_give_what_proves_each_other()
    {
        foreach (var person in await CrowdAsync(5))
        {
            await App.CastAsync(World, person, 1);
        }

        var http = App.Browse().Http;
        var head = Head.Parse(await http.GetStringAsync($"{_budget}/board/head"));
        var manifest = Manifest.Read(await http.GetByteArrayAsync($"{_budget}/board/manifest"));
        var leaves = (await http.GetStringAsync($"{_budget}/board/leaves?from=0")).TrimEnd('\n').Split('\n');
        var tree = new MerkleTree();
        Array.ForEach(leaves, leaf => tree.Append(Encoding.UTF8.GetBytes(leaf)));

        Assert.Equal((6, head.Root), (leaves.Length, tree.Root));
        Assert.True(head.IsSignedBy(manifest.Board));
        var proof = MerkleProof.Read(await http.GetByteArrayAsync($"{_budget}/board/proof?leaf=3&size=6"));
        Assert.True(MerkleProof.IsIncluded(MerkleTree.HashOfLeaf(Encoding.UTF8.GetBytes(leaves[3])), 3, 6, proof, head.Root));
        var consistency = MerkleProof.Read(await http.GetByteArrayAsync($"{_budget}/board/consistency?from=2&to=6"));
        Assert.True(MerkleProof.IsConsistent(2, 6, consistency, tree.RootAt(2), head.Root));
        foreach (var nothing in new[] { "proof?leaf=6&size=6", "proof?leaf=0&size=7", "consistency?from=0&to=6", "consistency?from=6&to=7" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{_budget}/board/{nothing}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{_budget}/bundle")).StatusCode);
    }

    private async Task<Person[]> CrowdAsync(int size)
    {
        var crowd = Enumerable.Range(0, size).Select(i => World.Named($"p{i}", App.Clock.GetUtcNow())).ToArray();
        await App.SaveAsync([.. crowd]);

        return crowd;
    }

    private async Task CloseAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.CloseVoteAsync(World);
    }

    private async Task<Bundle> BundleAsync()
    {
        var bytes = await App.Browse().Http.GetByteArrayAsync($"{_budget}/bundle");

        return Bundle.Open(() => new MemoryStream(bytes));
    }

    /// <returns>Why it was refused; null when it was not.</returns>
    private static async Task<Refusal?> TryAsync(Func<Task> act)
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
        catch (PostgresException refused)
        {
            return new Refusal(refused.ConstraintName ?? refused.SqlState);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
