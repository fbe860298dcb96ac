using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Places;
using Participation.Proposals;
using Xunit;

namespace Participation.App.Tests.Proposals;

public class ProposalListTests(Postgres postgres) : TownTests(postgres)
{
    private const int Published = 46;

    private District _east = null!;

    protected override async Task ArrangeAsync()
    {
        _east = Towns.Square("EST", "L’Est", 5.2, 46.4, 5.4, 46.6);
        await App.SaveAsync(_east, Towns.Square("OUEST", "L’Ouest", 5.0, 46.4, 5.2, 46.6));
        await App.SaveAsync([.. Enumerable.Range(1, Published - 1).Select(Numbered)]);
        await SqlAsync("update proposals set supports = (number * 7) % 10, comments = (number * 3) % 7, published_at = published_at + number * interval '1 microsecond'");
        await App.PumpAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("order=newest")]
    [InlineData("order=supported")]
    [InlineData("order=discussed")]
    public async Task Every_proposal_is_on_exactly_one_page_forwards_and_backwards(string query)
    {
        var page = await App.Browse().OpenAsync($"/spaces/quartier/proposals?{query}");
        var forwards = new List<int[]> { Numbers(page) };
        while (Link(page, "next") is { } next)
        {
            page = await page.Browser.OpenAsync(next);
            forwards.Add(Numbers(page));
        }

        var backwards = new List<int[]> { Numbers(page) };
        while (Link(page, "prev") is { } before)
        {
            page = await page.Browser.OpenAsync(before);
            backwards.Insert(0, Numbers(page));
        }

        Assert.Equal([20, 20, 6], forwards.Select(p => p.Length));
        Assert.Equal(Published, forwards.SelectMany(p => p).Distinct().Count());
        Assert.Equal([.. forwards.Take(2), .. backwards.TakeLast(1)], backwards);
    }

    [Theory]
    [InlineData("newest", "published_at desc, id desc")]
    [InlineData("supported", "supports desc, id desc")]
    [InlineData("discussed", "comments desc, id desc")]
    public async Task The_list_comes_in_the_order_asked_for(string order, string sql)
    {
        var page = await App.Browse().OpenAsync($"/spaces/quartier/proposals?order={order}");

        Assert.Equal(await NumbersAsync($"select number from proposals order by {sql} limit 20"), Numbers(page));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(15)]
    public async Task The_random_order_begins_where_the_visitor_does_and_goes_on_from_the_start_of_the_circle(int start)
    {
        await SqlAsync("update proposals set shuffle = (number::bigint * 1103515245) % 2147483647");
        var browser = App.Browse();
        browser.Http.DefaultRequestHeaders.Add("Cookie", $"shuffle={start}");

        var page = await browser.OpenAsync("/spaces/quartier/proposals");
        var read = Numbers(page).ToList();
        while (Link(page, "next") is { } next)
        {
            page = await browser.OpenAsync(next);
            read.AddRange(Numbers(page));
        }

        var from = start * (int.MaxValue / 16);
        Assert.Equal(await NumbersAsync($"select number from proposals order by shuffle < {from}, shuffle, id"), read);
    }

    [Fact]
    public async Task The_random_order_stays_while_one_reads()
    {
        var browser = App.Browse();
        var first = Numbers(await browser.OpenAsync("/spaces/quartier/proposals"));

        Assert.Equal(first, Numbers(await browser.OpenAsync("/spaces/quartier/proposals")));
    }

    [Theory]
    [InlineData("after=nonsense")]
    [InlineData("before=nonsense")]
    [InlineData("after=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&order=newest")]
    public async Task A_cursor_that_is_none_leads_to_the_first_page(string query)
    {
        var page = await App.Browse().OpenAsync($"/spaces/quartier/proposals?{query}");

        Assert.Equal((200, 20), (page.Status, Numbers(page).Length));
        Assert.Null(Link(page, "prev"));
    }

    [Fact]
    public async Task Words_are_found_without_their_accents_and_by_their_stem()
    {
        var page = await App.Browse().OpenAsync("/spaces/quartier/proposals?q=CANARD");

        Assert.Equal([World.Proposal.Number], Numbers(page));
        Assert.Contains("1 proposition trouvée", page.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("category=nature", 16)]
    [InlineData("district=EST", 22)]
    [InlineData("state=accepted", 1)]
    [InlineData("bbox=5.25,46.45,5.35,46.55", 22)]
    [InlineData("district=EST&category=nature", 7)]
    [InlineData("q=zèbre", 0)]
    [InlineData("q=%22%27%29%3B--", 0)]
    [InlineData("category=unknown&district=unknown&state=draft&order=unknown&bbox=far,away", Published)]
    public async Task Filters_narrow_the_list_and_what_means_nothing_is_left_out(string query, int expected)
    {
        await SqlAsync("update proposals set state = 3 where title like 'Proposition numéro 3 %'");
        var page = await App.Browse().OpenAsync($"/spaces/quartier/proposals?{query}");
        var found = Numbers(page).Length;
        while (Link(page, "next") is { } next)
        {
            page = await page.Browser.OpenAsync(next);
            found += Numbers(page).Length;
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Drafts_and_what_is_hidden_are_not_in_the_list()
    {
        await SqlAsync("update proposals set state = 0 where number % 2 = 0");
        await SqlAsync("update proposals set hidden_at = now(), hidden_reason = 'x' where number % 2 = 1 and number <> (select min(number) from proposals where number % 2 = 1)");

        Assert.Single(Numbers(await App.Browse().OpenAsync("/spaces/quartier/proposals")));
    }

    [Fact]
    public async Task A_reader_sees_which_ones_they_support()
    {
        await App.WithDbAsync(async db =>
        {
            (await db.Proposals.SingleAsync(p => p.Id == World.Proposal.Id)).Support(World.Space, World.Neighbour, App.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        Assert.Contains("Vous soutenez", (await App.Browse(World.Neighbour).OpenAsync("/spaces/quartier/proposals?q=canards")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Vous soutenez", (await App.Browse(World.Council).OpenAsync("/spaces/quartier/proposals?q=canards")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_works_as_a_form_without_scripts()
    {
        var page = await App.Browse(language: "en").OpenAsync("/spaces/quartier/proposals");

        page = await page.PressAsync("Search", ("q", "ducks OR canards"), ("order", "newest"));

        Assert.Equal([World.Proposal.Number], Numbers(page));
        Assert.Contains("1 proposal found", page.Words, StringComparison.Ordinal);
        Assert.Contains("46 proposals", page.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/spaces/nowhere/proposals")]
    [InlineData("/spaces/nowhere/proposals/points?bbox=5,46,6,47")]
    [InlineData("/spaces/nowhere/proposals/similar?q=banc")]
    public async Task What_is_about_no_space_is_not_found(string path) =>
        Assert.Equal(404, (await App.Browse().OpenAsync(path)).Status);

    [Theory]
    [InlineData("published_at desc, id desc", "proposals_newest")]
    [InlineData("supports desc, id desc", "proposals_most_supported")]
    [InlineData("comments desc, id desc", "proposals_most_discussed")]
    [InlineData("shuffle, id", "proposals_shuffled")]
    public async Task Every_order_rides_its_index(string order, string index)
    {
        await SqlAsync(
            """
            insert into proposals (id, version, space_id, author_id, title, body, state, created_at, changed_at, published_at, supports, comments, shuffle)
            select gen_random_uuid(), 0, p.space_id, p.author_id, 'Proposition ' || i, 'Texte', 1, now(), now(), now() - i * interval '1 minute', i % 500, i % 90, (i::bigint * 1103515245) % 2147483647
            from proposals p, generate_series(1, 12000) i where p.number = (select min(number) from proposals)
            """);
        await SqlAsync("analyze proposals");

        var plan = string.Join('\n', await ReadAsync<string>(
            $"explain select * from proposals p where space_id = '{World.Space.Id}' and state <> 0 and hidden_at is null order by {order} limit 21"));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }

    private Proposal Numbered(int i)
    {
        var now = App.Clock.GetUtcNow();
        var isEast = i % 2 == 0;
        var proposal = new Proposal(World.Space, World.Author, now);
        proposal.Edit(
            World.Space,
            World.Author,
            new ProposalText($"Proposition numéro {i} pour la ville", "Un texte assez long pour être publié par son auteur.", i % 3 == 0 ? World.Category.Id : null, isEast ? _east.Id : null, new Place(isEast ? 5.3 : 5.1, 46.5), null),
            now);
        proposal.Publish(World.Space, World.Author, now);
        return proposal;
    }

    private static int[] Numbers(Page page) =>
        [.. page.Document.QuerySelectorAll("#proposals article .card-title a").Select(a => int.Parse(a.GetAttribute("href")!["/proposals/".Length..], System.Globalization.CultureInfo.InvariantCulture))];

    private static string? Link(Page page, string rel) => page.Document.QuerySelector($"a[rel={rel}]")?.GetAttribute("href");

    private Task<int> SqlAsync(string sql) => App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    private Task<List<int>> NumbersAsync(string sql) => ReadAsync<int>(sql);

    private async Task<List<T>> ReadAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }
}
