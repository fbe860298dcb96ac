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
public sealed class CancelTests(Postgres postgres) : IAsyncLifetime
{
    private const string Cancel = "Annuler le vote";

    private static readonly LocalizedText Why = LocalizedText.Of("Un coût était faux.", "A cost was wrong.");

    private Support.App _app = null!;
    private World _world = null!;

    private string Path => $"/admin/budgets/{_world.Budget.Number}";

    public async ValueTask InitializeAsync()
    {
        _app = await Support.App.StartAsync(postgres);
        _world = await World.InAsync(_app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Everyone_reads_who_called_it_off_when_and_why_and_nothing_is_counted()
    {
        var cast = await _app.CastAsync(_world, _world.Neighbour, 1);

        var page = await PressAsync();

        Assert.Contains("Le vote est annulé.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("En cours", (await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}")).Words, StringComparison.Ordinal);
        foreach (var path in new[] { $"/budgets/{_world.Budget.Number}", $"/budgets/{_world.Budget.Number}/board" })
        {
            var told = (await _app.Browse().OpenAsync(path)).Text("cancelled");
            Assert.Contains("La mairie a annulé ce vote le ", told, StringComparison.Ordinal);
            Assert.Contains("Un coût était faux.", told, StringComparison.Ordinal);
        }

        Assert.Empty(await _app.WithDbAsync(db => db.Ballots.ToListAsync()));
        Assert.Single(await _app.WithDbAsync(db => db.Roll.ToListAsync()));
        var leaves = await _app.WithDbAsync(db => db.Leaves.AsNoTracking().OrderBy(l => l.Index).Select(l => l.Bytes).ToListAsync());
        Assert.Equal(cast.Receipt.Leaf, Leaf.Read(leaves[1]));
        Assert.Equal("Un coût était faux.", Assert.IsType<CloseLeaf>(Leaf.Read(leaves[2])).Cancelled);

        _app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty(await _app.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(_app.Clock.GetUtcNow())));
        await _app.CloseVoteAsync(_world);
        Assert.Empty(await _app.WithDbAsync(db => db.Results.ToListAsync()));
        Assert.Contains("a annulé le vote", (await _app.Browse(_world.Council).OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vote_that_awaits_papers_is_called_off_without_them()
    {
        await _app.SettleAsync(_world, terms => terms with { TakesPaper = true });
        await _app.CastAsync(_world, _world.Neighbour, 1);

        Assert.Contains("Le vote est annulé.", (await PressAsync()).Words, StringComparison.Ordinal);
        _app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty(await _app.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(_app.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task A_reason_in_one_language_is_not_enough_and_is_kept_in_the_form()
    {
        await _app.CastAsync(_world, _world.Neighbour, 1);
        var page = await _app.Browse(_world.Council).OpenAsync($"{Path}/cancel");

        page = await page.PressAsync(Cancel, ("Reason.Fr", "Un coût était faux."));

        Assert.Equal(409, page.Status);
        Assert.Contains("Écrivez la raison en français et en anglais", page.ErrorAt("Reason"), StringComparison.Ordinal);
        Assert.Contains("Un coût était faux.", page.Document.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await _app.WithDbAsync(db => db.Ballots.ToListAsync()));
    }

    [Fact]
    public async Task Calling_off_is_the_councils()
    {
        Assert.StartsWith("/sign-in", (await _app.Browse().OpenAsync($"{Path}/cancel")).Path, StringComparison.Ordinal);
        foreach (var person in new[] { _world.Stranger, _world.Neighbour, _world.Moderator })
        {
            Assert.Equal(403, (await _app.Browse(person).OpenAsync($"{Path}/cancel")).Status);
            Assert.Equal(PersonRefusals.CouncilOnly, (await _app.BudgetAsync(_world)).WhyNotCancel(_world.Space, person, _app.Clock.GetUtcNow()));
        }
    }

    [Fact]
    public async Task A_closed_vote_is_not_called_off()
    {
        await _app.CastAsync(_world, _world.Neighbour, 1);
        var early = await _app.Browse(_world.Council).OpenAsync($"{Path}/cancel");
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.CloseVoteAsync(_world);

        Assert.Equal(409, (await early.PressAsync(Cancel, ("Reason.Fr", "x"), ("Reason.En", "x"))).Status);
        var late = await early.Browser.OpenAsync($"{Path}/cancel");
        Assert.Contains("Le vote est clos : il ne s’annule plus.", late.Words, StringComparison.Ordinal);
        Assert.False(late.Offers(Cancel));
    }

    [Fact]
    public async Task Everyone_who_voted_gets_a_letter_once_whatever_letters_they_want()
    {
        await _app.CastAsync(_world, _world.Neighbour, 1);
        await _app.CastAsync(_world, _world.Author, 2);
        await _app.WithDbAsync(db => db.People.Where(p => p.Id == _world.Neighbour.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Mail, MailChoices.None)));
        await PressAsync();

        await TellAsync();
        await TellAsync();

        var letters = await _app.WithDbAsync(db => db.Letters.AsNoTracking().ToListAsync());
        Assert.Equal(new[] { _world.Author.Id, _world.Neighbour.Id }.Order(), letters.Select(l => l.PersonId!.Value).Order());
        Assert.All(letters, letter => Assert.Contains("Un coût était faux.", letter.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_held_again_once_and_those_who_voted_vote_anew()
    {
        await _app.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.StandsAlone, true)));
        await _app.CastAsync(_world, _world.Neighbour, 1);
        var page = await PressAsync();
        var clerk = page.Browser;
        var (one, two) = (await clerk.OpenAsync($"{Path}/again"), await clerk.OpenAsync($"{Path}/again"));

        var made = await one.PressAsync("Refaire ce vote");

        Assert.Equal(409, (await two.PressAsync("Refaire ce vote")).Status);
        var again = await _app.WithDbAsync(db => db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.RepeatsId == _world.Budget.Id));
        Assert.Equal(($"/admin/budgets/{again.Number}", 4), (made.Path, again.Projects.Count));
        Assert.True((await clerk.OpenAsync($"/admin/budgets/{again.Number}/rules")).Offers("Enregistrer"));
        Assert.NotNull((await _app.Browse().OpenAsync($"/budgets/{_world.Budget.Number}")).Document.QuerySelector($"a[href='/budgets/{again.Number}']"));
        Assert.NotNull((await _app.Browse().OpenAsync($"/budgets/{again.Number}")).Document.QuerySelector($"a[href='/budgets/{_world.Budget.Number}']"));

        var next = _app.Clock.GetUtcNow().AddDays(40);
        await _app.WithDbAsync(async db =>
        {
            var space = await db.Spaces.SingleAsync();
            db.Add(space.Plan(LocalizedText.Of("Nouveau vote"), LocalizedText.Empty, next, next.AddDays(7), Participation.Spaces.Acts.Vote, next.AddDays(-9)));
            return await db.SaveChangesAsync();
        });
        var space = await _app.WithDbAsync(db => db.Spaces.AsNoTracking().SingleAsync());
        await _app.WithAsync<BallotBox, CastBallot>(box => box.CastAsync(again, space, _world.Neighbour, [2], Digest.Random(), next));
        Assert.Equal([again.Id], await _app.WithAsync<VoteClosing, List<Guid>>(closing => closing.DueAsync(next.AddDays(8))));
    }

    [Fact]
    public async Task What_was_not_called_off_is_not_held_again() =>
        Assert.Equal(404, (await _app.Browse(_world.Council).OpenAsync($"{Path}/again")).Status);

    [Fact]
    public async Task Of_a_crowd_that_votes_meanwhile_no_ballot_outlives_it()
    {
        var now = _app.Clock.GetUtcNow();
        var crowd = Enumerable.Range(0, 80).Select(i => World.Named($"p{i}", now)).ToList();
        await _app.SaveAsync([.. crowd]);
        await _app.CastAsync(_world, _world.Author, 1);

        var voting = crowd.Chunk(20).Select(chunk => Task.Run(async () =>
        {
            var refusals = new List<Refusal?>();
            foreach (var person in chunk)
            {
                refusals.Add(await RefusalAsync(() => _app.CastAsync(_world, person, now, 1)));
            }

            return refusals;
        })).ToList();
        Assert.Null(await RefusalAsync(() => CancelAsync(now)));
        var refusals = (await Task.WhenAll(voting)).SelectMany(r => r).ToList();

        Assert.All(refusals, refusal => Assert.True(refusal is null || refusal == BudgetRefusals.BoxSealed || refusal == BudgetRefusals.Cancelled(now), refusal?.Code));
        Assert.Empty(await _app.WithDbAsync(db => db.Ballots.ToListAsync()));
        Assert.Equal(1 + refusals.Count(r => r is null), await _app.WithDbAsync(db => db.Roll.CountAsync()));
    }

    [Fact]
    public async Task Of_closing_and_calling_off_at_once_one_happens()
    {
        await _app.CastAsync(_world, _world.Author, 1);
        var end = _app.Clock.GetUtcNow().AddDays(31);

        var outcomes = await Task.WhenAll(
            Task.Run(() => RefusalAsync(() => CancelAsync(end))),
            Task.Run(() => RefusalAsync(() => _app.ClosingAsync(closing => closing.CloseAsync(_world.Budget.Id, end)))));

        var budget = await _app.BudgetAsync(_world);
        var isCancelled = budget.CancelledAt is not null;
        Assert.Equal(isCancelled, outcomes[0] is null);
        Assert.Null(outcomes[1]);
        Assert.NotEqual(isCancelled, budget.IsPublished);
        Assert.Equal(isCancelled ? 0 : 1, await _app.WithDbAsync(db => db.Ballots.CountAsync()));
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
        await _app.CastAsync(_world, _world.Author, 1);
        await CancelAsync(_app.Clock.GetUtcNow());

        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql));
    }

    [Fact]
    public async Task A_vote_with_ballots_is_not_called_off_around_the_program()
    {
        await _app.CastAsync(_world, _world.Author, 1);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(
            $"update budgets set closed_at = now(), cancelled_at = now(), cancelled_by_id = '{_world.Council.Id}', cancel_reason = '{{\"fr\": \"x\"}}'"));

        Assert.Equal("a_cancelled_vote_stays_cancelled", refused.ConstraintName);
    }

    private static async Task<Refusal?> RefusalAsync(Func<Task> act)
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
    }

    private async Task<Page> PressAsync()
    {
        var page = await _app.Browse(_world.Council).OpenAsync($"{Path}/cancel");

        return await page.PressAsync(Cancel, ("Reason.Fr", "Un coût était faux."), ("Reason.En", "A cost was wrong."));
    }

    private Task<int> CancelAsync(DateTimeOffset now) => _app.WithAsync<IServiceProvider, int>(async services =>
    {
        var budget = await services.GetRequiredService<ParticipationDb>().Budgets.WithProjects().SingleAsync(b => b.Id == _world.Budget.Id);
        await services.GetRequiredService<VoteCancelling>().CancelAsync(budget, _world.Space, _world.Council, Why, now);
        return 0;
    });

    private async Task TellAsync()
    {
        await using var scope = _app.Get<IServiceScopeFactory>().CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TellVoters>(scope.ServiceProvider)
            .ReactAsync(new VoteCancelled(_world.Budget.Id, _world.Space.Id, _world.Council.Id), CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_app.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
