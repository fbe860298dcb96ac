using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Mail;
using Participation.Places;
using Participation.Web.Demo;
using Xunit;

namespace Participation.App.Tests.Demo;

public class DemoTownTests(Postgres postgres) : IAsyncLifetime
{
    private Support.App _app = null!;

    public async ValueTask InitializeAsync() => _app = await Support.App.StartAsync(postgres);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(18)]
    [InlineData(23)]
    public async Task The_town_can_be_filled_at_any_hour(int hours)
    {
        _app.Clock.Advance(TimeSpan.FromHours(hours));

        Assert.True(await FillAsync());
    }

    [Fact]
    public async Task Filling_it_twice_does_nothing()
    {
        await FillAsync();
        var first = await CountsAsync();

        Assert.False(await FillAsync());

        Assert.Equal(first, await CountsAsync());
    }

    [Fact]
    public async Task Two_servers_that_start_at_once_fill_it_once()
    {
        var filled = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(FillAsync)));

        Assert.Single(filled, done => done);
        Assert.Equal(1, await _app.WithDbAsync(db => db.Spaces.CountAsync(s => s.Slug == "budget-participatif-2026")));
    }

    [Fact]
    public async Task Every_point_lies_in_the_district_it_is_said_to_lie_in()
    {
        await FillAsync();

        var districts = await _app.WithDbAsync(db => db.Districts.ToDictionaryAsync(d => d.Id));
        var proposals = await _app.WithDbAsync(db => db.Proposals.Select(p => new { p.Title, p.Place, p.DistrictId }).ToListAsync());
        var projects = await _app.WithDbAsync(db => db.Projects.Select(p => new { Title = p.Address, p.Place, p.DistrictId }).ToListAsync());
        var expected = TownFiles.Read().Proposals.Count(p => p.Lat is not null);

        Assert.Equal(expected, proposals.Count(p => p.Place is not null));
        Assert.Equal(39, projects.Count);
        Assert.All(proposals.Where(p => p.Place is not null), p => Assert.True(Covers(p.DistrictId, p.Place), p.Title));
        Assert.All(projects.Where(p => p.Place is not null), p => Assert.True(Covers(p.DistrictId, p.Place), p.Title));

        bool Covers(Guid? district, Place? place) => districts[district!.Value].Covers(place!.Value);
    }

    [Fact]
    public async Task Its_numbers_are_those_of_its_people_and_nothing_is_left_to_count()
    {
        await FillAsync();
        await _app.PumpAsync();

        var wrong = await _app.WithDbAsync(db => db.Proposals
            .Where(p => p.Supports != db.Supports.Count(s => s.ProposalId == p.Id) || p.Comments != db.Comments.Count(c => c.TopicId == p.Id))
            .Select(p => p.Title)
            .ToListAsync());
        var turnouts = await _app.WithDbAsync(db => db.Budgets.OrderBy(b => b.CreatedAt).Select(b => b.Turnout).ToListAsync());

        Assert.Empty(wrong);
        Assert.Equal([610, 420], turnouts);
        Assert.Equal(2_716, await _app.WithDbAsync(db => db.Supports.CountAsync()));
        Assert.Equal(42, await _app.WithDbAsync(db => db.Spaces.SumAsync(s => s.Proposals)));
    }

    [Fact]
    public async Task The_projects_whose_progress_is_told_are_those_that_its_ballots_chose()
    {
        await FillAsync();

        var budget = await _app.WithDbAsync(db => db.Budgets.WithProjects().WithResult().OrderBy(b => b.CreatedAt).FirstAsync());
        var chosen = budget.Result!.Projects.Where(p => p.IsChosen).Select(p => budget.Projects.Single(x => x.Id == p.ProjectId).Number);

        Assert.Equal(budget.Projects.Where(p => p.Progress != Progress.None).Select(p => p.Number), chosen.Order());
    }

    [Fact]
    public async Task Those_who_are_named_at_the_start_can_sign_in()
    {
        await FillAsync();

        foreach (var signIn in DemoSignIns.All)
        {
            var browser = _app.Browse();
            var page = await (await browser.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", signIn.Email), ("Password", DemoSignIns.Password));

            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("/sign-in", page.Path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_is_written_to_about_what_happened_before_the_town_was_filled()
    {
        await FillAsync();
        await _app.PumpAsync();

        Assert.Equal(0, await _app.WithDbAsync(db => db.Set<Letter>().CountAsync()));
    }

    [Fact]
    public async Task Its_journal_tells_things_in_the_order_in_which_they_happened()
    {
        await FillAsync();

        var times = await _app.WithDbAsync(db => db.Journal.OrderBy(e => e.Id).Select(e => e.HappenedAt).ToListAsync());

        Assert.NotEmpty(times);
        Assert.Equal(times.Order(), times);
    }

    private async Task<bool> FillAsync()
    {
        await using var scope = _app.Get<IServiceScopeFactory>().CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<DemoTown>(scope.ServiceProvider).FillAsync();
    }

    private Task<(int, int, int, int)> CountsAsync() => _app.WithDbAsync(async db =>
        (await db.People.CountAsync(), await db.Comments.CountAsync(), await db.Ballots.CountAsync(), await db.Journal.CountAsync()));
}
