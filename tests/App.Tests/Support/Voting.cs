using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Microsoft.EntityFrameworkCore;

namespace Participation.App.Tests.Support;

/// <summary>Voting and closing without a browser.</summary>
internal static class Voting
{
    /// <summary>Puts the person's ballot in the box of the world's budget.</summary>
    public static Task<CastBallot> CastAsync(this App app, World world, Person person, params ProjectChoice[] projects) =>
        app.CastAsync(world, person, app.Clock.GetUtcNow(), projects);

    public static async Task<CastBallot> CastAsync(this App app, World world, Person person, DateTimeOffset now, params ProjectChoice[] projects)
    {
        var budget = await app.BudgetAsync(world);

        return await app.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(budget, world.Space, person, projects, Digest.Random(), now));
    }

    /// <summary>In place of an earlier ballot.</summary>
    public static async Task<CastBallot> ReplaceAsync(this App app, World world, Person person, CastBallot earlier, params ProjectChoice[] projects)
    {
        var budget = await app.BudgetAsync(world);

        return await app.WithAsync<BallotBox, CastBallot>(box =>
            box.ReplaceAsync(budget, world.Space, person, projects, Digest.Random(), earlier.Opening.ChangeSecret, app.Clock.GetUtcNow()));
    }

    public static Task<Budget> BudgetAsync(this App app, World world) =>
        app.WithDbAsync(db => db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.Id == world.Budget.Id));

    /// <summary>Settles how the world's vote is held, the day before it begins.</summary>
    public static Task SettleAsync(this App app, World world, Func<VoteTerms, VoteTerms> terms) => app.WithDbAsync(async db =>
    {
        var budget = await db.Budgets.WithProjects().SingleAsync(b => b.Id == world.Budget.Id);
        budget.Settle(world.Space, terms(budget.Terms), world.Space.Phases[0].StartsAt.AddDays(-1));
        return await db.SaveChangesAsync();
    });

    /// <summary>Seals, counts and publishes.</summary>
    public static Task CloseVoteAsync(this App app, World world) => app.ClosingAsync(closing => closing.CloseAsync(world.Budget.Id, app.Clock.GetUtcNow()));

    public static Task ClosingAsync(this App app, Func<VoteClosing, Task> act) => app.WithAsync<VoteClosing, int>(async closing =>
    {
        await act(closing);
        return 0;
    });
}
