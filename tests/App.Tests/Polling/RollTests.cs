using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Polling;
using Participation.Texts;
using Xunit;

namespace Participation.App.Tests.Polling;

/// <summary>Who votes on paper does not vote online, and the other way round: by the pages, and by the database.</summary>
public sealed class RollTests(Postgres postgres) : TownTests(postgres)
{
    private string _polling = "";

    protected override Task<World> FoundAsync() => App.WithPaperAsync();

    protected override Task ArrangeAsync()
    {
        _polling = $"/polling/{World.Budget.Number}";

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Only_moderators_and_the_council_stand_at_the_polling_station()
    {
        foreach (var page in new[] { "/polling", _polling, $"{_polling}/voters/{World.Author.Id}", $"{_polling}/voters/new", $"{_polling}/batches", $"{_polling}/batches/new" })
        {
            Assert.StartsWith("/sign-in", (await App.Browse().OpenAsync(page)).Path, StringComparison.Ordinal);
            Assert.Equal(403, (await App.Browse(World.Author).OpenAsync(page)).Status);
            Assert.Equal(200, (await App.Browse(World.Moderator).OpenAsync(page)).Status);
            Assert.Equal(200, (await App.Browse(World.Council).OpenAsync(page)).Status);
        }

        Assert.Equal(403, (await App.Browse(World.Moderator).OpenAsync($"{_polling}/complete")).Status);
        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync("/polling/999")).Status);
        Assert.Equal(404, (await App.Browse(World.Council).OpenAsync($"{_polling}/voters/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task The_roll_says_who_has_voted_and_no_more()
    {
        await App.CastAsync(World, World.Author, 2);

        var page = await (await App.Browse(World.Moderator).OpenAsync(_polling)).PressAsync("Chercher", ("q", "ama"));
        Assert.Contains("Ama – A voté", page.Words, StringComparison.Ordinal);
        page = await page.PressAsync("Chercher", ("q", "bo"));
        Assert.Contains("N’a pas voté", page.Words, StringComparison.Ordinal);

        page = await App.Browse(World.Moderator).OpenAsync($"{_polling}/voters/{World.Author.Id}");
        Assert.Equal("A voté", page.Text("vote"));
        Assert.False(page.Offers("Émarger : vote sur papier"));
        Assert.False(page.Offers("Donner un code"));
        Assert.DoesNotContain("en ligne", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_found_before_a_name_is_said()
    {
        var page = await App.Browse(World.Moderator).OpenAsync(_polling);
        Assert.DoesNotContain("Ama", page.Words, StringComparison.Ordinal);

        page = await page.PressAsync("Chercher", ("q", "a"));
        Assert.DoesNotContain("Ama", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_marked_for_paper_cannot_vote_online()
    {
        var page = await App.Browse(World.Moderator).OpenAsync($"{_polling}/voters/{World.Author.Id}");
        page = await page.PressAsync("Émarger : vote sur papier");

        Assert.Equal("A voté", page.Text("vote"));
        var vote = await App.Browse(World.Author).OpenAsync($"/budgets/{World.Budget.Number}/vote");
        Assert.False(vote.Offers("Relire mon bulletin"));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => App.CastAsync(World, World.Author, 1));
        Assert.Equal(BudgetRefusals.AlreadyVoted, refused.Refusal);
        await App.PumpAsync();
        Assert.Equal(1, (await App.BudgetAsync(World)).Turnout);
    }

    [Fact]
    public async Task Who_has_voted_online_is_not_marked()
    {
        var page = await App.Browse(World.Moderator).OpenAsync($"{_polling}/voters/{World.Author.Id}");
        await App.CastAsync(World, World.Author, 1);

        page = await page.PressAsync("Émarger : vote sur papier");

        Assert.Equal(409, page.Status);
        Assert.Equal(Channel.Web, await ChannelAsync(World.Author));
    }

    [Fact]
    public async Task Of_a_mark_and_an_online_ballot_at_once_one_stands()
    {
        var crowd = Enumerable.Range(0, 12).Select(i => World.Named($"p{i}", App.Clock.GetUtcNow())).ToList();
        await App.SaveAsync([.. crowd]);

        await Task.WhenAll(crowd.SelectMany(person => new[]
        {
            Task.Run(() => TriedAsync(() => App.MarkAsync(World, person), BudgetRefusals.AlreadyVoted)),
            Task.Run(() => TriedAsync(() => App.CastAsync(World, person, 2), BudgetRefusals.AlreadyVoted)),
        }));

        var roll = await App.WithDbAsync(db => db.Roll.ToListAsync());
        Assert.Equal(12, roll.Count);
        Assert.Equal(roll.Count(e => e.Channel == Channel.Web), await App.WithDbAsync(db => db.Ballots.CountAsync()));
    }

    [Fact]
    public async Task Of_votes_to_choose_from_a_mark_takes_one()
    {
        var other = new Budget(World.Space, Texts.LocalizedText.Of("Autre", "Other"), new Money(1_000_00, "EUR"), App.Clock.GetUtcNow());
        await App.SaveAsync(other);
        await App.WithDbAsync(db => db.Budgets.ExecuteUpdateAsync(b => b.SetProperty(x => x.Terms.StandsAlone, true)));
        await App.MarkAsync(World, World.Author);

        var page = await App.Browse(World.Author).OpenAsync($"/budgets/{other.Number}/vote");

        Assert.Contains("Vous avez déjà voté pour un autre budget", page.Words, StringComparison.Ordinal);
        var entry = await App.WithDbAsync(db => db.Roll.SingleAsync());
        Assert.Equal(World.Space.Id, entry.SpaceId);
    }

    [Fact]
    public async Task A_mark_in_error_is_undone_and_written_down()
    {
        await App.MarkAsync(World, World.Author);
        var page = await App.Browse(World.Moderator).OpenAsync($"{_polling}/voters/{World.Author.Id}/undo");

        page = await page.PressAsync("Annuler l’émargement");

        Assert.Equal("N’a pas voté", page.Text("vote"));
        await App.CastAsync(World, World.Author, 1);
        Assert.Contains("a annulé un émargement", (await App.Browse(World.Council).OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
        await App.PumpAsync();
        Assert.Equal(1, (await App.BudgetAsync(World)).Turnout);
    }

    [Fact]
    public async Task A_mark_whose_paper_is_counted_stays()
    {
        await App.MarkAsync(World, World.Author, World.Neighbour);
        await App.InBoxAsync(World, "A-1", "2", "b");

        var page = await App.Browse(World.Moderator).OpenAsync($"{_polling}/voters/{World.Author.Id}/undo");
        page = await page.PressAsync("Annuler l’émargement");

        Assert.Contains("Il y aurait plus de papiers que de personnes émargées.", page.Words, StringComparison.Ordinal);
        Assert.Equal(Channel.Paper, await ChannelAsync(World.Author));
    }

    [Fact]
    public async Task Of_the_last_paper_and_the_undoing_of_its_mark_at_once_one_happens()
    {
        for (var i = 0; i < 8; i++)
        {
            var person = World.Named($"p{i}", App.Clock.GetUtcNow());
            await App.SaveAsync(person);
            await App.MarkAsync(World, person);
            var batch = await App.EnteredAsync(World, $"A-{i}", ["2"], ["2"]);

            await Task.WhenAll(
                Task.Run(() => TriedAsync(() => App.SettleAsync(World, batch), PollingRefusals.MorePapersThanMarks)),
                Task.Run(() => TriedAsync(() => App.UndoAsync(World, person), PollingRefusals.MorePapersThanMarks)));

            Assert.Equal(
                await App.WithDbAsync(db => db.PaperBatches.CountAsync(b => b.SettledById != null)),
                await App.WithDbAsync(db => db.Roll.CountAsync()));
        }
    }

    [Fact]
    public async Task Someone_without_an_account_is_registered_once_however_they_are_written()
    {
        var page = await RegisterAsync("Éléonore Dupont-Moretti", "1954-03-27");
        Assert.Equal("N’a pas voté", page.Text("vote"));
        await page.PressAsync("Émarger : vote sur papier");

        page = await RegisterAsync("dupont moretti eleonore", "27/03/1954");
        Assert.Equal(409, page.Status);
        Assert.Equal("Erreur : Cette personne est déjà inscrite : même nom, même date de naissance.", page.ErrorAt("Name"));

        page = await RegisterAsync("Éléonore Dupont-Moretti", "1999-01-01");
        Assert.Equal("Erreur : Quelqu’un porte déjà ce nom : vérifiez que c’est une autre personne.", page.ErrorAt("IsAnother"));
        Assert.Equal("1999-01-01", page.Document.QuerySelector("[name=Born]")!.GetAttribute("value"));
        page = await page.PressAsync("Inscrire", ("IsAnother", "true"));
        Assert.Equal("N’a pas voté", page.Text("vote"));
    }

    [Fact]
    public async Task A_date_of_birth_is_asked_for_and_kept_nowhere()
    {
        Assert.Equal("Erreur : Écrivez la date de naissance, par exemple 27/03/1954.", (await RegisterAsync("Lou Marchand", "hier")).ErrorAt("Born"));

        await RegisterAsync("Lou Marchand", "1954-03-27");

        var rows = await App.WithDbAsync(db => db.Database.SqlQuery<string>($"select row_to_json(v)::text || row_to_json(p)::text from paper_voters v join people p on p.id = v.person_id").ToListAsync());
        Assert.DoesNotContain("1954", Assert.Single(rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_account_is_forgotten_when_the_result_is_published()
    {
        await RegisterAsync("Lou Marchand", "1954-03-27");
        var voter = await App.WithDbAsync(db => db.People.SingleAsync(p => p.Name == "Lou Marchand"));
        await App.MarkAsync(World, voter);
        await App.InBoxAsync(World, "A-1", "2");

        await PublishAndForgetAsync();

        Assert.Empty(await App.WithDbAsync(db => db.PaperVoters.ToListAsync()));
        Assert.Equal("", (await App.WithDbAsync(db => db.People.SingleAsync(p => p.Id == voter.Id))).Name);
        Assert.Equal(Channel.Paper, await ChannelAsync(voter));
    }

    [Fact]
    public async Task A_vote_called_off_in_the_same_space_keeps_nobody_on_the_list()
    {
        await RegisterAsync("Lou Marchand", "1954-03-27");
        var now = App.Clock.GetUtcNow();
        var other = new Budget(World.Space, LocalizedText.Of("Un autre budget"), new Money(10_000_00, "EUR"), now);
        other.Add(World.Space, new ProjectText(LocalizedText.Of("Arbres"), 5_000_00), now.AddDays(-1));
        await App.SaveAsync(other);
        await App.WithAsync<IServiceProvider, int>(async services =>
        {
            var budget = await services.GetRequiredService<ParticipationDb>().Budgets.WithProjects().SingleAsync(b => b.Id == other.Id);
            await services.GetRequiredService<VoteCancelling>().CancelAsync(budget, World.Space, World.Council, LocalizedText.Of("Une erreur.", "A mistake."), now);
            return 0;
        });

        await PublishAndForgetAsync();

        Assert.Empty(await App.WithDbAsync(db => db.PaperVoters.ToListAsync()));
    }

    private async Task PublishAndForgetAsync()
    {
        App.Clock.Advance(TimeSpan.FromDays(30));
        await App.CloseVoteAsync(World);
        await App.CompletePaperAsync(World);
        await App.CloseVoteAsync(World);
        await App.WithAsync<ElectoralRoll, int>(async roll =>
        {
            await roll.ForgetPaperVotersAsync(World.Space.Id, App.Clock.GetUtcNow());
            return 0;
        });
    }

    private async Task<Page> RegisterAsync(string name, string born)
    {
        var page = await App.Browse(World.Moderator).OpenAsync($"{_polling}/voters/new");

        return await page.PressAsync("Inscrire", ("Name", name), ("Born", born));
    }

    private Task<Channel?> ChannelAsync(Person person) => App.WithAsync<BallotBox, Channel?>(box => box.ChannelOfAsync(World.Budget.Id, person.Id));

    private static async Task TriedAsync(Func<Task> act, Refusal expected)
    {
        try
        {
            await act();
        }
        catch (RefusedException refused)
        {
            Assert.Equal(expected, refused.Refusal);
        }
    }
}
