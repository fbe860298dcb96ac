using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.People;
using Participation.Polling;
using Xunit;

namespace Participation.App.Tests.Polling;

/// <summary>Papers are entered by two persons who do not see each other, and come into the box a batch at a time, whole.</summary>
public sealed class BatchTests(Postgres postgres) : TownTests(postgres)
{
    private const string Keep = "Enregistrer et passer au suivant";

    private string _batches = "";

    protected override Task<World> FoundAsync() => App.WithPaperAsync();

    protected override Task ArrangeAsync()
    {
        _batches = $"/polling/{World.Budget.Number}/batches";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Two_persons_enter_a_batch_a_difference_is_settled_and_the_ballots_are_in_the_box()
    {
        await App.MarkCrowdAsync(World, 4);
        var page = await App.Browse(World.Moderator).OpenAsync($"{_batches}/new");
        page = await page.PressAsync("Ouvrir le lot", ("Name", "a-1"), ("Place", "École Jean-Jaurès"), ("Papers", "4"));
        var address = page.Path;

        page = await TypeAsync(World.Moderator, address, "2 4", "b", "n", "1");
        Assert.DoesNotContain("Papier 4", (await App.Browse(World.Council).OpenAsync(address)).Words, StringComparison.Ordinal);
        Assert.Contains("Cléo", (await TypeAsync(World.Council, address, "4 2", "b", "n", "4")).Words, StringComparison.Ordinal);

        page = await (await App.Browse(World.Moderator).OpenAsync($"{address}/settle")).PressAsync("Mettre le lot dans l’urne");
        Assert.Contains("Tranchez chaque papier lu différemment.", page.Words, StringComparison.Ordinal);
        Assert.NotNull(page.Find("paper-4"));
        Assert.Null(page.Find("paper-1"));
        page = await page.PressAsync("Mettre le lot dans l’urne", ("Choice[4]", "2"));

        Assert.Equal("Dans l’urne", page.Text("state"));
        Assert.Contains("Mo", page.Words, StringComparison.Ordinal);
        Assert.Equal(["{2,4}", "{4}"], await BallotsAsync());
        var batch = await App.WithDbAsync(db => db.PaperBatches.SingleAsync());
        Assert.Equal(("A-1", World.Moderator.Id, 2, 1, 1), (batch.Name, batch.SettledById!.Value, batch.Valid, batch.Blank, batch.Spoilt));
        Assert.Equal(["A-1", "A-1"], (await LeavesAsync()).OfType<PaperLeaf>().Select(l => l.Batch));
    }

    [Fact]
    public async Task However_many_batches_there_are_each_is_on_a_page()
    {
        var budget = await App.BudgetAsync(World);
        await App.SaveAsync([.. Enumerable.Range(1, 51).Select(i => new PaperBatch(budget, $"L-{i:D3}", "Mairie", 1, World.Council, App.Clock.GetUtcNow()))]);

        var first = await App.Browse(World.Moderator).OpenAsync(_batches);
        Assert.Contains("L-050", first.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("L-051", first.Words, StringComparison.Ordinal);

        var last = await App.WithDbAsync(db => db.PaperBatches.Where(b => b.Name == "L-050").Select(b => b.Id).SingleAsync());
        var second = await first.Browser.OpenAsync($"{_batches}?after={last}");
        Assert.Contains("L-051", second.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("L-050", second.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_ballot_is_said_at_the_field_and_kept_there()
    {
        var batch = await OpenedAsync("A-1", 1);
        var page = await (await App.Browse(World.Council).OpenAsync(batch)).PressAsync("Saisir ce lot");

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
        await (await App.Browse(World.Council).OpenAsync(batch)).PressAsync("Saisir ce lot");
        var page = await (await App.Browse(World.Council).OpenAsync($"{batch}/type")).PressAsync(Keep, ("Typed", "1"));
        page = await page.PressAsync(Keep, ("Typed", "2"));
        var correcting = await App.Browse(World.Council).OpenAsync($"{batch}/type?paper=1");
        await correcting.PressAsync(Keep, ("Typed", "4"));

        await page.PressAsync("Terminer ma saisie");
        page = await correcting.PressAsync(Keep, ("Typed", "3"));

        Assert.Contains("Votre saisie est terminée", page.Words, StringComparison.Ordinal);
        var entry = (await App.WithDbAsync(db => db.PaperBatches.WithSheets().SingleAsync())).Entries.Single();
        Assert.Equal(["4", "2"], entry.Sheets.Select(s => s.Sheet.ToString()));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update paper_sheets set kind = 1")));
    }

    [Fact]
    public async Task Nobody_enters_a_batch_twice_whatever_windows_they_have_open()
    {
        var batch = await OpenedAsync("A-1", 1);
        var windows = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.Browse(World.Council).OpenAsync(batch)));

        var answers = await Task.WhenAll(windows.Select(w => w.PressAsync("Saisir ce lot")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Single(await App.WithDbAsync(db => db.PaperBatches.WithEntries().SelectMany(b => EF.Property<List<PaperEntry>>(b, "_entries")).ToListAsync()));
        await App.WithDbAsync(async db =>
        {
            var own = await db.PaperBatches.SingleAsync();
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
                db.Database.ExecuteSqlAsync($"insert into paper_entries values ({own.Id}, 2, {World.Council.Id}, false)"));
            Assert.Equal("two_persons_enter_a_batch", refused.ConstraintName);
            return 0;
        });
    }

    [Fact]
    public async Task A_third_person_does_not_enter_a_batch()
    {
        var third = World.Named("Tia", App.Clock.GetUtcNow());
        third.Appoint(Role.Moderator, null, App.Clock.GetUtcNow());
        await App.SaveAsync(third);
        var batch = await OpenedAsync("A-1", 1);
        var late = await App.Browse(third).OpenAsync(batch);
        await TypeAsync(World.Council, batch, "2");
        await TypeAsync(World.Moderator, batch, "4");

        Assert.Contains("Deux autres personnes saisissent ce lot.", (await late.PressAsync("Saisir ce lot")).Words, StringComparison.Ordinal);

        // But may settle it, with the papers in hand.
        await App.MarkCrowdAsync(World, 1);
        var page = await App.Browse(third).OpenAsync($"{batch}/settle");
        page = await page.PressAsync("Mettre le lot dans l’urne", ("Choice[1]", "other"), ("Typed[1]", "1"));
        Assert.Equal("Dans l’urne", page.Text("state"));
        Assert.Equal(["{1}"], await BallotsAsync());
    }

    [Fact]
    public async Task More_papers_than_marks_are_refused_and_nothing_is_in()
    {
        await App.MarkCrowdAsync(World, 1);
        var batch = await App.EnteredAsync(World, "A-1", ["2", "b"], ["2", "b"]);

        var page = await (await App.Browse(World.Council).OpenAsync($"{_batches}/{batch}/settle")).PressAsync("Mettre le lot dans l’urne");

        Assert.Contains("Il y aurait plus de papiers que de personnes émargées.", page.Words, StringComparison.Ordinal);
        Assert.Empty(await BallotsAsync());
        Assert.Empty((await LeavesAsync()).OfType<PaperLeaf>());
    }

    [Fact]
    public async Task A_batch_that_is_killed_on_its_way_leaves_nothing_and_goes_in_again()
    {
        await App.MarkCrowdAsync(World, 3);
        await App.CastAsync(World, World.Author, 1);
        var batch = await App.EnteredAsync(World, "A-1", ["2", "4", "b"], ["2", "4", "b"]);
        await ExecuteAsync("alter table ballots add constraint killed check (4 <> all (projects)) not valid");
        await Assert.ThrowsAnyAsync<Exception>(() => App.SettleAsync(World, batch));
        Assert.Equal(["{1}"], await BallotsAsync());
        Assert.False((await App.WithDbAsync(db => db.PaperBatches.SingleAsync())).IsSettled);

        await ExecuteAsync("alter table ballots drop constraint killed");
        await App.SettleAsync(World, batch);
        await App.CastAsync(World, World.Neighbour, 1);

        Assert.Equal(["{1}", "{1}", "{2}", "{4}"], await BallotsAsync());
    }

    [Fact]
    public async Task Several_who_settle_a_batch_at_once_put_it_in_once()
    {
        await App.MarkCrowdAsync(World, 8);
        var batch = await App.EnteredAsync(World, "A-1", ["2", "4"], ["2", "4"]);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                await App.SettleAsync(World, batch);
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
        var page = await (await App.Browse(World.Moderator).OpenAsync($"{batch}/discard")).PressAsync("Écarter ce lot", ("Reason", " "));
        Assert.NotNull(page.ErrorAt("Reason"));

        await page.PressAsync("Écarter ce lot", ("Reason", "Deux paquets mêlés"));

        Assert.Contains("a écarté le lot A-1 : Deux paquets mêlés", (await App.Browse(World.Council).OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
        await OpenedAsync("A-1", 2);
        var taken = await App.Browse(World.Moderator).OpenAsync($"{_batches}/new");
        taken = await taken.PressAsync("Ouvrir le lot", ("Name", "A-1"), ("Place", "Mairie"), ("Papers", "3"));
        Assert.Equal("Erreur : Un autre lot porte ce nom.", taken.ErrorAt("Name"));
    }

    [Fact]
    public async Task Totals_by_batch_are_published_with_the_result_and_the_bundle_says_the_same()
    {
        await App.MarkCrowdAsync(World, 5);
        await App.CastAsync(World, World.Author, 1);
        await App.InBoxAsync(World, "A-1", "2 4", "4", "b");
        await App.InBoxAsync(World, "B-1", "n", "2");
        var board = await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}/board");
        Assert.Contains("Les voix par projet sont publiées avec le résultat.", board.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("N° 4", board.Text("batches"), StringComparison.Ordinal);
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.CloseVoteAsync(World);
        await App.CompletePaperAsync(World);

        await App.CloseVoteAsync(World);

        var visitor = App.Browse();
        var results = await visitor.OpenAsync($"/budgets/{World.Budget.Number}/results");
        Assert.Contains("A-1 École Jean-Jaurès 3 2 1 0 0 1 0 2", string.Join(' ', results.Document.QuerySelector("[data-testid=batches] tbody tr")!.Children.Select(c => c.TextContent)), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await visitor.Http.GetStringAsync($"/budgets/{World.Budget.Number}/results.json"));
        Assert.Equal([3, 2], json.RootElement.GetProperty("papers").EnumerateArray().Select(p => p.GetProperty("papers").GetInt32()));
        var csv = await visitor.Http.GetStringAsync($"/budgets/{World.Budget.Number}/papers.csv");
        Assert.Contains("B-1;École Jean-Jaurès;2;1;0;1;Dans l’urne;0;1;0;0", csv, StringComparison.Ordinal);

        var bundle = await BundleAsync();
        Assert.All(Verification.Of(bundle), check => Assert.Empty(check.Failures));
        Assert.Equal(new CloseLeaf(1, 3, 0, 0, 6), Leaf.Read(bundle.Leaves.Last()));
        var batchOf = bundle.Leaves.Skip(1).Select(l => Leaf.Read(l)).OfType<PaperLeaf>().ToDictionary(l => l.Commitment, l => l.Batch);
        var votes = bundle.Openings.Select(o => Opening.Read(o)).Where(o => batchOf.ContainsKey(o.Commitment))
            .SelectMany(o => o.Choices.Select(c => (batchOf[o.Commitment], c.Project)))
            .CountBy(v => v).ToDictionary();
        Assert.Equal(new() { [("A-1", "2")] = 1, [("A-1", "4")] = 2, [("B-1", "2")] = 1 }, votes);
        Assert.Empty(await App.WithDbAsync(db => db.Database.SqlQuery<int>($"""select number as "Value" from paper_sheets""").ToListAsync()));
    }

    [Fact]
    public async Task No_batch_comes_where_no_paper_is_taken()
    {
        await App.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.TakesPaper, false)));

        Assert.Contains("Ce vote ne prend pas de papier.", (await App.Browse(World.Council).OpenAsync($"{_batches}/new")).Words, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.MarkAsync(World, World.Author));
        Assert.Equal(PollingRefusals.NoPaper, refused.Refusal);
    }

    private async Task<string> OpenedAsync(string name, int papers)
    {
        var page = await App.Browse(World.Moderator).OpenAsync($"{_batches}/new");

        return (await page.PressAsync("Ouvrir le lot", ("Name", name), ("Place", "Mairie"), ("Papers", $"{papers}"))).Path;
    }

    /// <summary>Enters the whole batch, and says that it is finished.</summary>
    private async Task<Page> TypeAsync(Person person, string batch, params string[] papers)
    {
        var page = await (await App.Browse(person).OpenAsync(batch)).PressAsync("Saisir ce lot");
        foreach (var paper in papers)
        {
            page = await page.PressAsync(Keep, ("Typed", paper));
        }

        return await page.PressAsync("Terminer ma saisie");
    }

    private Task<List<string>> BallotsAsync() => App.WithDbAsync(db => db.Database.SqlQuery<string>($"""select projects::text as "Value" from ballots order by projects""").ToListAsync());

    private async Task<List<Leaf>> LeavesAsync() =>
        (await App.WithDbAsync(db => db.Leaves.Where(l => l.Index > 0).OrderBy(l => l.Index).Select(l => l.Bytes).ToListAsync())).ConvertAll(bytes => Leaf.Read(bytes));

    private async Task<Bundle> BundleAsync()
    {
        var bytes = await App.Browse().Http.GetByteArrayAsync($"/budgets/{World.Budget.Number}/bundle");

        return Bundle.Open(() => new MemoryStream(bytes));
    }

    private Task<int> ExecuteAsync(string sql) => App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));
}
