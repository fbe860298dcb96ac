using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Jobs.Budgets;
using Participation.People;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>A vote that the council calls off before everyone's eyes.</summary>
public sealed class CancelTests(Postgres postgres) : TownTests(postgres)
{
    private const string Cancel = "Annuler le vote";

    private static readonly LocalizedText Why = LocalizedText.Of("Un coût était faux.", "A cost was wrong.");

    private string Path => $"/admin/budgets/{World.Budget.Number}";

    [Fact]
    public async Task Everyone_reads_who_called_it_off_when_and_why_and_nothing_is_counted()
    {
        var cast = await App.CastAsync(World, World.Neighbour, 1);

        var page = await PressAsync();

        Assert.Contains("Le vote est annulé.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("En cours", (await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}")).Words, StringComparison.Ordinal);
        foreach (var path in new[] { $"/budgets/{World.Budget.Number}", $"/budgets/{World.Budget.Number}/board" })
        {
            var told = (await App.Browse().OpenAsync(path)).Text("cancelled");
            Assert.Contains("La mairie a annulé ce vote le ", told, StringComparison.Ordinal);
            Assert.Contains("Un coût était faux.", told, StringComparison.Ordinal);
        }

        Assert.Empty(await App.WithDbAsync(db => db.Ballots.ToListAsync()));
        Assert.Single(await App.WithDbAsync(db => db.Roll.ToListAsync()));
        var leaves = await App.WithDbAsync(db => db.Leaves.AsNoTracking().OrderBy(l => l.Index).Select(l => l.Bytes).ToListAsync());
        Assert.Equal(cast.Receipt.Leaf, Leaf.Read(leaves[1]));
        Assert.Equal("Un coût était faux.", Assert.IsType<CloseLeaf>(Leaf.Read(leaves[2])).Cancelled);

        App.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty(await App.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(App.Clock.GetUtcNow())));
        await App.CloseVoteAsync(World);
        Assert.Empty(await App.WithDbAsync(db => db.Results.ToListAsync()));
        Assert.Contains("a annulé le vote", (await App.Browse(World.Council).OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vote_that_awaits_papers_is_called_off_without_them()
    {
        await App.SettleAsync(World, terms => terms with { TakesPaper = true });
        await App.CastAsync(World, World.Neighbour, 1);

        Assert.Contains("Le vote est annulé.", (await PressAsync()).Words, StringComparison.Ordinal);
        App.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty(await App.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(App.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task A_reason_in_one_language_is_not_enough_and_is_kept_in_the_form()
    {
        await App.CastAsync(World, World.Neighbour, 1);
        var page = await App.Browse(World.Council).OpenAsync($"{Path}/cancel");

        page = await page.PressAsync(Cancel, ("Reason.Fr", "Un coût était faux."));

        Assert.Equal(409, page.Status);
        Assert.Contains("Écrivez la raison en français et en anglais", page.ErrorAt("Reason"), StringComparison.Ordinal);
        Assert.Contains("Un coût était faux.", page.Document.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await App.WithDbAsync(db => db.Ballots.ToListAsync()));
    }

    [Fact]
    public async Task Calling_off_is_the_councils()
    {
        Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync($"{Path}/cancel")).Path, StringComparison.Ordinal);
        foreach (var person in new[] { World.Stranger, World.Neighbour, World.Moderator })
        {
            Assert.Equal(403, (await App.Browse(person).OpenAsync($"{Path}/cancel")).Status);
            Assert.Equal(PersonRefusals.CouncilOnly, (await App.BudgetAsync(World)).WhyNotCancel(World.Space, person, App.Clock.GetUtcNow()));
        }
    }

    [Fact]
    public async Task A_closed_vote_is_not_called_off()
    {
        await App.CastAsync(World, World.Neighbour, 1);
        var early = await App.Browse(World.Council).OpenAsync($"{Path}/cancel");
        App.Clock.Advance(TimeSpan.FromDays(31));
        await App.CloseVoteAsync(World);

        Assert.Equal(409, (await early.PressAsync(Cancel, ("Reason.Fr", "x"), ("Reason.En", "x"))).Status);
        var late = await early.Browser.OpenAsync($"{Path}/cancel");
        Assert.Contains("Le vote est clos : il ne s’annule plus.", late.Words, StringComparison.Ordinal);
        Assert.False(late.Offers(Cancel));
    }

    [Fact]
    public async Task Everyone_who_voted_gets_a_letter_once_whatever_letters_they_want()
    {
        await App.CastAsync(World, World.Neighbour, 1);
        await App.CastAsync(World, World.Author, 2);
        await App.WithDbAsync(db => db.People.Where(p => p.Id == World.Neighbour.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Mail, MailChoices.None)));
        await PressAsync();

        await TellAsync();
        await TellAsync();

        var letters = await App.WithDbAsync(db => db.Letters.AsNoTracking().ToListAsync());
        Assert.Equal(new[] { World.Author.Id, World.Neighbour.Id }.Order(), letters.Select(l => l.PersonId!.Value).Order());
        Assert.All(letters, letter => Assert.Contains("Un coût était faux.", letter.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_held_again_once_and_those_who_voted_vote_anew()
    {
        await App.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.StandsAlone, true)));
        await App.CastAsync(World, World.Neighbour, 1);
        var page = await PressAsync();
        var clerk = page.Browser;
        var (one, two) = (await clerk.OpenAsync($"{Path}/again"), await clerk.OpenAsync($"{Path}/again"));

        var made = await one.PressAsync("Refaire ce vote");

        Assert.Equal(409, (await two.PressAsync("Refaire ce vote")).Status);
        var again = await App.WithDbAsync(db => db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.RepeatsId == World.Budget.Id));
        Assert.Equal(($"/admin/budgets/{again.Number}", 4), (made.Path, again.Projects.Count));
        Assert.True((await clerk.OpenAsync($"/admin/budgets/{again.Number}/rules")).Offers("Enregistrer"));
        Assert.NotNull((await App.Browse().OpenAsync($"/budgets/{World.Budget.Number}")).Document.QuerySelector($"a[href='/budgets/{again.Number}']"));
        Assert.NotNull((await App.Browse().OpenAsync($"/budgets/{again.Number}")).Document.QuerySelector($"a[href='/budgets/{World.Budget.Number}']"));

        var next = App.Clock.GetUtcNow().AddDays(40);
        await App.WithDbAsync(async db =>
        {
            var space = await db.Spaces.SingleAsync();
            db.Add(space.Plan(LocalizedText.Of("Nouveau vote"), LocalizedText.Empty, next, next.AddDays(7), Participation.Spaces.Acts.Vote, next.AddDays(-9)));
            return await db.SaveChangesAsync();
        });
        var space = await App.WithDbAsync(db => db.Spaces.AsNoTracking().SingleAsync());
        await App.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(again, space, World.Neighbour, [2], Digest.Random(), next));
        Assert.Equal([again.Id], await App.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(next.AddDays(8))));
    }

    [Fact]
    public async Task What_was_not_called_off_is_not_held_again() =>
        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync($"{Path}/again")).Status);

    [Fact]
    public async Task Of_a_crowd_that_votes_meanwhile_no_ballot_outlives_it()
    {
        var now = App.Clock.GetUtcNow();
        var crowd = Enumerable.Range(0, 80).Select(i => World.Named($"p{i}", now)).ToList();
        await App.SaveAsync([.. crowd]);
        await App.CastAsync(World, World.Author, 1);

        var voting = crowd.Chunk(20).Select(chunk => Task.Run(async () =>
        {
            var refusals = new List<Refusal?>();
            foreach (var person in chunk)
            {
                refusals.Add(await RefusalAsync(() => App.CastAsync(World, person, now, 1)));
            }

            return refusals;
        })).ToList();
        Assert.Null(await RefusalAsync(() => CancelAsync(now)));
        var refusals = (await Task.WhenAll(voting)).SelectMany(r => r).ToList();

        Assert.All(refusals, refusal => Assert.True(refusal is null || refusal == BudgetRefusals.BoxSealed || refusal == BudgetRefusals.Cancelled(now), refusal?.Code));
        Assert.Empty(await App.WithDbAsync(db => db.Ballots.ToListAsync()));
        Assert.Equal(1 + refusals.Count(r => r is null), await App.WithDbAsync(db => db.Roll.CountAsync()));
    }

    [Fact]
    public async Task Of_closing_and_calling_off_at_once_one_happens()
    {
        await App.CastAsync(World, World.Author, 1);
        var end = App.Clock.GetUtcNow().AddDays(31);

        var outcomes = await Task.WhenAll(
            Task.Run(() => RefusalAsync(() => CancelAsync(end))),
            Task.Run(() => RefusalAsync(() => App.ClosingAsync(closing => closing.CloseAsync(World.Budget.Id, end)))));

        var budget = await App.BudgetAsync(World);
        var isCancelled = budget.CancelledAt is not null;
        Assert.Equal(isCancelled, outcomes[0] is null);
        Assert.Null(outcomes[1]);
        Assert.NotEqual(isCancelled, budget.IsPublished);
        Assert.Equal(isCancelled ? 0 : 1, await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    /// <remarks>Whatever the program believes, the database keeps the cancellation.</remarks>
    [Theory]
    [InlineData("update budgets set cancelled_at = null")]
    [InlineData("update budgets set cancel_reason = '{\"fr\": \"Autre chose\"}'")]
    [InlineData("update budgets set published_at = now()")]
    [InlineData("update budgets set closed_at = null")]
    [InlineData("insert into results (budget_id, rule, ballots, spent_minor, ties, counted_at) select id, 'greedy', 0, 0, '[]', now() from budgets")]
    [InlineData("insert into ballots (budget_id, projects) select id, '{1}' from budgets")]
    public async Task A_cancellation_is_not_undone_around_the_program(string sql)
    {
        await App.CastAsync(World, World.Author, 1);
        await CancelAsync(App.Clock.GetUtcNow());

        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql));
    }

    [Fact]
    public async Task A_vote_with_ballots_is_not_called_off_around_the_program()
    {
        await App.CastAsync(World, World.Author, 1);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(
            $"update budgets set closed_at = now(), cancelled_at = now(), cancelled_by_id = '{World.Council.Id}', cancel_reason = '{{\"fr\": \"x\"}}'"));

        Assert.Equal("a_cancelled_vote_stays_cancelled", refused.ConstraintName);
    }

    private async Task<Page> PressAsync()
    {
        var page = await App.Browse(World.Council).OpenAsync($"{Path}/cancel");

        return await page.PressAsync(Cancel, ("Reason.Fr", "Un coût était faux."), ("Reason.En", "A cost was wrong."));
    }

    private Task<int> CancelAsync(DateTimeOffset now) => App.WithAsync<IServiceProvider, int>(async services =>
    {
        var budget = await services.GetRequiredService<ParticipationDb>().Budgets.WithProjects().SingleAsync(b => b.Id == World.Budget.Id);
        await services.GetRequiredService<VoteCancelling>().CancelAsync(budget, World.Space, World.Council, Why, now);
        return 0;
    });

    private async Task TellAsync()
    {
        await using var scope = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TellVoters>(scope.ServiceProvider)
            .ReactAsync(new VoteCancelled(World.Budget.Id, World.Space.Id, World.Council.Id), CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
