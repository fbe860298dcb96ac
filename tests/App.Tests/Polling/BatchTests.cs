using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.People;
using Participation.Polling;
using Xunit;

namespace Participation.App.Tests.Polling;

/// <summary>Papers are entered by two persons who do not see each other, and come into the box a batch at a time, whole.</summary>
public sealed class BatchTests(Postgres postgres) : IAsyncLifetime
{
    private const string Keep = "Enregistrer et passer au suivant";

    private Support.App _app = null!;
    private World _world = null!;
    private string _batches = "";

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await _app.WithPaperAsync();
        _batches = $"/polling/{_world.Budget.Number}/batches";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Two_persons_enter_a_batch_a_difference_is_settled_and_the_ballots_are_in_the_box()
    {
        await _app.MarkCrowdAsync(_world, 4);
        var page = await _app.Browse(_world.Moderator).OpenAsync($"{_batches}/new");
        page = await page.PressAsync("Ouvrir le lot", ("Name", "a-1"), ("Place", "École Jean-Jaurès"), ("Papers", "4"));
        var address = page.Path;

        page = await TypeAsync(_world.Moderator, address, "2 4", "b", "n", "1");
        Assert.DoesNotContain("Papier 4", (await _app.Browse(_world.Council).OpenAsync(address)).Words, StringComparison.Ordinal);
        Assert.Contains("Cléo", (await TypeAsync(_world.Council, address, "4 2", "b", "n", "4")).Words, StringComparison.Ordinal);

        page = await (await _app.Browse(_world.Moderator).OpenAsync($"{address}/settle")).PressAsync("Mettre le lot dans l’urne");
        Assert.Contains("Tranchez chaque papier lu différemment.", page.Words, StringComparison.Ordinal);
        Assert.NotNull(page.Find("paper-4"));
        Assert.Null(page.Find("paper-1"));
        page = await page.PressAsync("Mettre le lot dans l’urne", ("Choice[4]", "2"));

        Assert.Equal("Dans l’urne", page.Text("state"));
        Assert.Contains("Mo", page.Words, StringComparison.Ordinal);
        Assert.Equal(["{2,4}", "{4}"], await BallotsAsync());
        var batch = await _app.WithDbAsync(db => db.PaperBatches.SingleAsync());
        Assert.Equal(("A-1", _world.Moderator.Id, 2, 1, 1), (batch.Name, batch.SettledById!.Value, batch.Valid, batch.Blank, batch.Spoilt));
        Assert.Equal(["A-1", "A-1"], (await LeavesAsync()).OfType<PaperLeaf>().Select(l => l.Batch));
    }

    [Fact]
    public async Task However_many_batches_there_are_each_is_on_a_page()
    {
        var budget = await _app.BudgetAsync(_world);
        await _app.SaveAsync([.. Enumerable.Range(1, 51).Select(i => new PaperBatch(budget, $"L-{i:D3}", "Mairie", 1, _world.Council, _app.Clock.GetUtcNow()))]);

        var first = await _app.Browse(_world.Moderator).OpenAsync(_batches);
        Assert.Contains("L-050", first.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("L-051", first.Words, StringComparison.Ordinal);

        var last = await _app.WithDbAsync(db => db.PaperBatches.Where(b => b.Name == "L-050").Select(b => b.Id).SingleAsync());
        var second = await first.Browser.OpenAsync($"{_batches}?after={last}");
        Assert.Contains("L-051", second.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("L-050", second.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_ballot_is_said_at_the_field_and_kept_there()
    {
        var batch = await OpenedAsync("A-1", 1);
        var page = await (await _app.Browse(_world.Council).OpenAsync(batch)).PressAsync("Saisir ce lot");

        page = await page.PressAsync(Keep, ("Typed", "1 3"));
        Assert.Equal(409, page.Status);
        Assert.Contains("10 000 €", page.ErrorAt("Typed"), StringComparison.Ordinal);
        Assert.Equal("1 3", page.Document.QuerySelector("[name=Typed]")!.GetAttribute("value"));

        page = await page.PressAsync(Keep, ("Typed", "trois"));
        Assert.Equal("Erreur : Tapez des numéros de projets, b pour blanc ou n pour nul.", page.ErrorAt("Typed"));

        page = await page.PressAsync(Keep, ("Typed", "n"));
        Assert.True(page.Offers("Terminer ma saisie"));
    }

    [Fact]
    public async Task A_paper_is_typed_anew_until_the_entry_is_finished()
    {
        var batch = await OpenedAsync("A-1", 2);
        await (await _app.Browse(_world.Council).OpenAsync(batch)).PressAsync("Saisir ce lot");
        var page = await (await _app.Browse(_world.Council).OpenAsync($"{batch}/type")).PressAsync(Keep, ("Typed", "1"));
        page = await page.PressAsync(Keep, ("Typed", "2"));
        var correcting = await _app.Browse(_world.Council).OpenAsync($"{batch}/type?paper=1");
        await correcting.PressAsync(Keep, ("Typed", "4"));

        await page.PressAsync("Terminer ma saisie");
        page = await correcting.PressAsync(Keep, ("Typed", "3"));

        Assert.Contains("Votre saisie est terminée", page.Words, StringComparison.Ordinal);
        var entry = (await _app.WithDbAsync(db => db.PaperBatches.WithSheets().SingleAsync())).Entries.Single();
        Assert.Equal(["4", "2"], entry.Sheets.Select(s => s.Sheet.ToString()));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _app.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update paper_sheets set kind = 1")));
    }

    [Fact]
    public async Task Nobody_enters_a_batch_twice_whatever_windows_they_have_open()
    {
        var batch = await OpenedAsync("A-1", 1);
        var windows = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _app.Browse(_world.Council).OpenAsync(batch)));

        var answers = await Task.WhenAll(windows.Select(w => w.PressAsync("Saisir ce lot")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Single(await _app.WithDbAsync(db => db.PaperBatches.WithEntries().SelectMany(b => EF.Property<List<PaperEntry>>(b, "_entries")).ToListAsync()));
        await _app.WithDbAsync(async db =>
        {
            var own = await db.PaperBatches.SingleAsync();
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
                db.Database.ExecuteSqlAsync($"insert into paper_entries values ({own.Id}, 2, {_world.Council.Id}, false)"));
            Assert.Equal("two_persons_enter_a_batch", refused.ConstraintName);
            return 0;
        });
    }

    [Fact]
    public async Task A_third_person_does_not_enter_a_batch()
    {
        var third = World.Named("Tia", _app.Clock.GetUtcNow());
        third.Appoint(Role.Moderator, null, _app.Clock.GetUtcNow());
        await _app.SaveAsync(third);
        var batch = await OpenedAsync("A-1", 1);
        var late = await _app.Browse(third).OpenAsync(batch);
        await TypeAsync(_world.Council, batch, "2");
        await TypeAsync(_world.Moderator, batch, "4");

        Assert.Contains("Deux autres personnes saisissent ce lot.", (await late.PressAsync("Saisir ce lot")).Words, StringComparison.Ordinal);

        // But may settle it, with the papers in hand.
        await _app.MarkCrowdAsync(_world, 1);
        var page = await _app.Browse(third).OpenAsync($"{batch}/settle");
        page = await page.PressAsync("Mettre le lot dans l’urne", ("Choice[1]", "other"), ("Typed[1]", "1"));
        Assert.Equal("Dans l’urne", page.Text("state"));
        Assert.Equal(["{1}"], await BallotsAsync());
    }

    [Fact]
    public async Task More_papers_than_marks_are_refused_and_nothing_is_in()
    {
        await _app.MarkCrowdAsync(_world, 1);
        var batch = await _app.EnteredAsync(_world, "A-1", ["2", "b"], ["2", "b"]);

        var page = await (await _app.Browse(_world.Council).OpenAsync($"{_batches}/{batch}/settle")).PressAsync("Mettre le lot dans l’urne");

        Assert.Contains("Il y aurait plus de papiers que de personnes émargées.", page.Words, StringComparison.Ordinal);
        Assert.Empty(await BallotsAsync());
        Assert.Empty((await LeavesAsync()).OfType<PaperLeaf>());
    }

    [Fact]
    public async Task A_batch_that_is_killed_on_its_way_leaves_nothing_and_goes_in_again()
    {
        await _app.MarkCrowdAsync(_world, 3);
        await _app.CastAsync(_world, _world.Author, 1);
        var batch = await _app.EnteredAsync(_world, "A-1", ["2", "4", "b"], ["2", "4", "b"]);
        await ExecuteAsync("alter table ballots add constraint killed check (4 <> all (projects)) not valid");
        await Assert.ThrowsAnyAsync<Exception>(() => _app.SettleAsync(_world, batch));
        Assert.Equal(["{1}"], await BallotsAsync());
        Assert.False((await _app.WithDbAsync(db => db.PaperBatches.SingleAsync())).IsSettled);

        await ExecuteAsync("alter table ballots drop constraint killed");
        await _app.SettleAsync(_world, batch);
        await _app.CastAsync(_world, _world.Neighbour, 1);

        Assert.Equal(["{1}", "{1}", "{2}", "{4}"], await BallotsAsync());
    }

    [Fact]
    public async Task Several_who_settle_a_batch_at_once_put_it_in_once()
    {
        await _app.MarkCrowdAsync(_world, 8);
        var batch = await _app.EnteredAsync(_world, "A-1", ["2", "4"], ["2", "4"]);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                await _app.SettleAsync(_world, batch);
                return null;
            }
            catch (RefusedException refused)
            {
                return refused.Refusal;
            }
        })));

        Assert.Single(refusals, r => r is null);
        Assert.All(refusals.Where(r => r is not null), r => Assert.Equal(PollingRefusals.BatchOver, r));
        Assert.Equal(["{2}", "{4}"], await BallotsAsync());
    }

    [Fact]
    public async Task A_batch_is_set_aside_with_a_reason_that_the_register_has()
    {
        var batch = await OpenedAsync("A-1", 2);
        var page = await (await _app.Browse(_world.Moderator).OpenAsync($"{batch}/discard")).PressAsync("Écarter ce lot", ("Reason", " "));
        Assert.NotNull(page.ErrorAt("Reason"));

        await page.PressAsync("Écarter ce lot", ("Reason", "Deux paquets mêlés"));

        Assert.Contains("a écarté le lot A-1 : Deux paquets mêlés", (await _app.Browse(_world.Council).OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
        await OpenedAsync("A-1", 2);
        var taken = await _app.Browse(_world.Moderator).OpenAsync($"{_batches}/new");
        taken = await taken.PressAsync("Ouvrir le lot", ("Name", "A-1"), ("Place", "Mairie"), ("Papers", "3"));
        Assert.Equal("Erreur : Un autre lot porte ce nom.", taken.ErrorAt("Name"));
    }

    [Fact]
    public async Task Totals_by_batch_are_published_with_the_result_and_the_bundle_says_the_same()
    {
        await _app.MarkCrowdAsync(_world, 5);
        await _app.CastAsync(_world, _world.Author, 1);
        await _app.InBoxAsync(_world, "A-1", "2 4", "4", "b");
        await _app.InBoxAsync(_world, "B-1", "n", "2");
        var board = await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}/board");
        Assert.Contains("Les voix par projet sont publiées avec le résultat.", board.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("N° 4", board.Text("batches"), StringComparison.Ordinal);
        _app.Clock.Advance(TimeSpan.FromDays(30));
        await _app.CloseVoteAsync(_world);
        await _app.CompletePaperAsync(_world);

        await _app.CloseVoteAsync(_world);

        var visitor = _app.Browse();
        var results = await visitor.OpenAsync($"/budgets/{_world.Budget.Number}/results");
        Assert.Contains("A-1 École Jean-Jaurès 3 2 1 0 0 1 0 2", string.Join(' ', results.Document.QuerySelector("[data-testid=batches] tbody tr")!.Children.Select(c => c.TextContent)), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await visitor.Http.GetStringAsync($"/budgets/{_world.Budget.Number}/results.json"));
        Assert.Equal([3, 2], json.RootElement.GetProperty("papers").EnumerateArray().Select(p => p.GetProperty("papers").GetInt32()));
        var csv = await visitor.Http.GetStringAsync($"/budgets/{_world.Budget.Number}/papers.csv");
        Assert.Contains("B-1;École Jean-Jaurès;2;1;0;1;Dans l’urne;0;1;0;0", csv, StringComparison.Ordinal);

        var bundle = await BundleAsync();
        Assert.All(Verification.Of(bundle), check => Assert.Empty(check.Failures));
        Assert.Equal(new CloseLeaf(1, 3, 0, 0, 6), Leaf.Read(bundle.Leaves.Last()));
        var batchOf = bundle.Leaves.Skip(1).Select(l => Leaf.Read(l)).OfType<PaperLeaf>().ToDictionary(l => l.Commitment, l => l.Batch);
        var votes = bundle.Openings.Select(o => Opening.Read(o)).Where(o => batchOf.ContainsKey(o.Commitment))
            .SelectMany(o => o.Choices.Select(c => (batchOf[o.Commitment], c.Project)))
            .CountBy(v => v).ToDictionary();
        Assert.Equal(new() { [("A-1", "2")] = 1, [("A-1", "4")] = 2, [("B-1", "2")] = 1 }, votes);
        Assert.Empty(await _app.WithDbAsync(db => db.Database.SqlQuery<int>($"""select number as "Value" from paper_sheets""").ToListAsync()));
    }

    [Fact]
    public async Task No_batch_comes_where_no_paper_is_taken()
    {
        await _app.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.TakesPaper, false)));

        Assert.Contains("Ce vote ne prend pas de papier.", (await _app.Browse(_world.Council).OpenAsync($"{_batches}/new")).Words, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _app.MarkAsync(_world, _world.Author));
        Assert.Equal(PollingRefusals.NoPaper, refused.Refusal);
    }

    private async Task<string> OpenedAsync(string name, int papers)
    {
        var page = await _app.Browse(_world.Moderator).OpenAsync($"{_batches}/new");

        return (await page.PressAsync("Ouvrir le lot", ("Name", name), ("Place", "Mairie"), ("Papers", $"{papers}"))).Path;
    }

    /// <summary>Enters the whole batch, and says that it is finished.</summary>
    private async Task<Page> TypeAsync(Person person, string batch, params string[] papers)
    {
        var page = await (await _app.Browse(person).OpenAsync(batch)).PressAsync("Saisir ce lot");
        foreach (var paper in papers)
        {
            page = await page.PressAsync(Keep, ("Typed", paper));
        }

        return await page.PressAsync("Terminer ma saisie");
    }

    private Task<List<string>> BallotsAsync() => _app.WithDbAsync(db => db.Database.SqlQuery<string>($"""select projects::text as "Value" from ballots order by projects""").ToListAsync());

    private async Task<List<Leaf>> LeavesAsync() =>
        (await _app.WithDbAsync(db => db.Leaves.Where(l => l.Index > 0).OrderBy(l => l.Index).Select(l => l.Bytes).ToListAsync())).ConvertAll(bytes => Leaf.Read(bytes));

    private async Task<Bundle> BundleAsync()
    {
        var bytes = await _app.Browse().Http.GetByteArrayAsync($"/budgets/{_world.Budget.Number}/bundle");

        return Bundle.Open(() => new MemoryStream(bytes));
    }

    private Task<int> ExecuteAsync(string sql) => _app.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));
}
