using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Polling;

namespace Participation.App.Tests.Support;

/// <summary>Paper votes without a browser, in a world whose budget takes paper.</summary>
internal static class PaperWorld
{
    public static async Task<World> WithPaperAsync(this App app)
    {
        var world = await World.InAsync(app);
        await app.TakePaperAsync(world);
        return world;
    }

    public static Task TakePaperAsync(this App app, World world) =>
        app.WithDbAsync(db => db.Budgets.Where(b => b.Id == world.Budget.Id).ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.TakesPaper, true)));

    public static async Task MarkAsync(this App app, World world, params IEnumerable<Person> voters)
    {
        foreach (var voter in voters)
        {
            await app.AtStationAsync(world, (services, budget) => services.GetRequiredService<ElectoralRoll>().MarkAsync(budget, world.Space, voter, world.Moderator, app.Clock.GetUtcNow()));
        }
    }

    public static Task UndoAsync(this App app, World world, Person voter) =>
        app.AtStationAsync(world, (services, budget) => services.GetRequiredService<ElectoralRoll>().UndoAsync(budget, voter, world.Moderator, app.Clock.GetUtcNow()));

    /// <summary>Gives a person a code for the counter.</summary>
    public static async Task<string> CodeForAsync(this App app, World world, Person voter)
    {
        var code = "";
        await app.AtStationAsync(world, async (services, budget) =>
            code = await services.GetRequiredService<CounterCodes>().GiveAsync(budget, world.Space, voter, world.Moderator, app.Clock.GetUtcNow()));

        return code;
    }

    /// <summary>People who are marked as voting on paper, so that papers may be counted.</summary>
    public static async Task MarkCrowdAsync(this App app, World world, int howMany)
    {
        var crowd = Enumerable.Range(0, howMany).Select(i => World.Named($"papier {i}", app.Clock.GetUtcNow())).ToArray();
        await app.SaveAsync([.. crowd]);
        await app.MarkAsync(world, crowd);
    }

    /// <summary>A batch that two persons have entered, each as typed.</summary>
    public static async Task<Guid> EnteredAsync(this App app, World world, string name, IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var budget = await app.BudgetAsync(world);
        var batch = new PaperBatch(budget, name, "École Jean-Jaurès", first.Count, world.Council, app.Clock.GetUtcNow());
        foreach (var (person, typed) in new[] { (world.Council, first), (world.Moderator, second) })
        {
            batch.Enter(person);
            foreach (var (i, sheet) in typed.Index())
            {
                batch.Type(person, i + 1, Sheet.Read(sheet, budget));
            }
        }

        await app.SaveAsync(batch);
        await app.WithDbAsync(async db =>
        {
            var saved = await db.PaperBatches.WithSheets().SingleAsync(b => b.Id == batch.Id);
            saved.Finish(world.Council);
            saved.Finish(world.Moderator);
            return await db.SaveChangesAsync();
        });

        return batch.Id;
    }

    /// <summary>A batch that both have entered alike, in the box.</summary>
    public static async Task<Guid> InBoxAsync(this App app, World world, string name, params string[] papers)
    {
        var batch = await app.EnteredAsync(world, name, papers, papers);
        await app.SettleAsync(world, batch);
        return batch;
    }

    /// <summary>By a councillor.</summary>
    public static Task SettleAsync(this App app, World world, Guid id, params (int Paper, string Typed)[] decided) => app.AtStationAsync(world, async (services, budget) =>
    {
        var batch = await services.GetRequiredService<ParticipationDb>().PaperBatches.WithSheets().SingleAsync(b => b.Id == id);
        await services.GetRequiredService<PaperCount>()
            .SettleAsync(budget, world.Space, batch, world.Council, decided.ToDictionary(d => d.Paper, d => Sheet.Read(d.Typed, budget)), app.Clock.GetUtcNow());
    });

    public static Task CompletePaperAsync(this App app, World world) => app.AtStationAsync(world, async (services, budget) =>
    {
        budget.CompletePaper(world.Council, app.Clock.GetUtcNow());
        await services.GetRequiredService<ParticipationDb>().SaveChangesAsync();
    });

    /// <summary>With what one request has: its services, and the budget as it is now.</summary>
    private static Task<int> AtStationAsync(this App app, World world, Func<IServiceProvider, Budget, Task> act) => app.WithAsync<IServiceProvider, int>(async services =>
    {
        await act(services, await services.GetRequiredService<ParticipationDb>().Budgets.WithProjects().SingleAsync(b => b.Id == world.Budget.Id));
        return 0;
    });
}
