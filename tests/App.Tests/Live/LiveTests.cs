using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.App.Tests.Support;
using Participation.Discussion;
using Participation.People;
using Participation.Proposals;
using Participation.Texts;
using Participation.Web.Live;
using Xunit;

namespace Participation.App.Tests.Live;

public class LiveTests(Postgres postgres) : TownTests(postgres)
{
    private string Proposal => $"proposal:{World.Proposal.Id}";

    protected override void Configure(IWebHostBuilder web) => web.UseSetting("Jobs:Run", "true");

    [Fact]
    public async Task A_support_a_comment_and_a_ballot_reach_those_who_look()
    {
        await using var live = await LiveConnection.OpenAsync(App);
        var budget = $"budget:{World.Budget.Id}";
        await live.ListenAsync(Proposal, budget);
        await SettleAsync(live);

        await TellsAsync(live, Proposal, "supports", 1, () => SupportAsync(World.Neighbour));
        await TellsAsync(live, Proposal, "comments", 1, () => CommentAsync("Bonne idée"));
        await TellsAsync(live, budget, "turnout", 1, VoteAsync);
    }

    [Fact]
    public async Task What_happens_on_one_node_is_heard_on_another()
    {
        await using var other = Support.App.StartBeside(App);
        await using var live = await LiveConnection.OpenAsync(other);
        await live.ListenAsync(Proposal);

        await SupportAsync(World.Neighbour);

        Assert.Equal(1, (await live.UntilAsync(h => h.Numbers.ContainsKey("supports")))[^1].Numbers["supports"]);
    }

    [Fact]
    public async Task Whoever_comes_back_gets_the_numbers_as_they_are()
    {
        await SupportAsync(World.Neighbour);
        await App.PumpAsync();
        await using var live = await LiveConnection.OpenAsync(App);

        var (numbers, _) = await live.ListenAsync(Proposal, $"space:{World.Space.Id}");

        Assert.Equal(1, numbers[Proposal]["supports"]);
        Assert.Equal(0, numbers[Proposal]["comments"]);
        Assert.Equal(1, numbers[$"space:{World.Space.Id}"]["proposals"]);
    }

    [Fact]
    public async Task A_hundred_supports_at_once_are_few_messages_and_the_last_is_exact()
    {
        var crowd = Enumerable.Range(0, 100).Select(i => World.Named($"p{i}", App.Clock.GetUtcNow())).ToList();
        await App.SaveAsync([.. crowd]);
        await using var live = await LiveConnection.OpenAsync(App);
        await live.ListenAsync(Proposal);

        var took = Stopwatch.StartNew();
        await Task.WhenAll(crowd.Chunk(25).Select(chunk => Task.Run(async () =>
        {
            foreach (var person in chunk)
            {
                await SupportAsync(person);
            }
        })));
        var heard = await live.UntilAsync(h => h.Numbers.GetValueOrDefault("supports") == 100);

        // Four a second at most, and one for the beginning and the end each.
        Assert.InRange(heard.Count(h => h.Subject == Proposal), 1, (int)(took.Elapsed.TotalSeconds * 5) + 2);
    }

    [Fact]
    public async Task Facts_of_a_space_are_heard_by_those_who_look_at_the_space()
    {
        await using var live = await LiveConnection.OpenAsync(App);
        await live.ListenAsync($"space:{World.Space.Id}");
        await SettleAsync(live);

        await PublishAsync();

        var heard = await live.UntilAsync(h => h.Kinds.Contains(nameof(ProposalPublished)));
        Assert.Equal(2, heard[^1].Numbers["proposals"]);
    }

    [Fact]
    public async Task Nobody_hears_of_what_they_did_not_ask_for()
    {
        await using var live = await LiveConnection.OpenAsync(App);
        await live.ListenAsync($"budget:{World.Budget.Id}");
        await SettleAsync(live);

        await SupportAsync(World.Neighbour);
        await App.PumpAsync();

        Assert.True(await live.IsSilentAsync());
    }

    [Fact]
    public async Task Drafts_are_for_their_author_alone()
    {
        var draft = new Proposal(World.Space, World.Author, App.Clock.GetUtcNow());
        await App.SaveAsync(draft);

        Assert.Equal("not_found", await WhyNotListenAsync(null, $"proposal:{draft.Id}"));
        Assert.Equal("not_found", await WhyNotListenAsync(World.Council, $"proposal:{draft.Id}"));
        Assert.Null(await WhyNotListenAsync(World.Author, $"proposal:{draft.Id}"));
    }

    [Fact]
    public async Task What_is_hidden_is_for_its_author_and_the_moderators()
    {
        await App.WithDbAsync(async db =>
        {
            (await db.Proposals.SingleAsync()).Hide(World.Moderator, "insult", App.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        Assert.Equal("not_found", await WhyNotListenAsync(null, Proposal));
        Assert.Equal("not_found", await WhyNotListenAsync(World.Neighbour, Proposal));
        Assert.Null(await WhyNotListenAsync(World.Moderator, Proposal));
        Assert.Null(await WhyNotListenAsync(World.Author, Proposal));
    }

    [Fact]
    public async Task What_is_in_an_unpublished_space_is_for_the_council()
    {
        var debate = new Debate(World.Space, World.Council, LocalizedText.Of("Une place sans voitures ?"), LocalizedText.Empty, App.Clock.GetUtcNow());
        await App.SaveAsync(debate);
        await App.WithDbAsync(async db =>
        {
            (await db.Spaces.SingleAsync()).Withdraw(World.Council.Id, App.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        var project = await App.WithDbAsync(db => db.Projects.Select(p => p.Id).FirstAsync());

        foreach (var subject in new[] { Proposal, $"space:{World.Space.Id}", $"budget:{World.Budget.Id}", $"debate:{debate.Id}", $"project:{project}" })
        {
            Assert.Equal("not_found", await WhyNotListenAsync(null, subject));
            Assert.Equal("not_found", await WhyNotListenAsync(World.Moderator, subject));
            Assert.Null(await WhyNotListenAsync(World.Council, subject));
        }
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await using var live = await LiveConnection.OpenAsync(App);
        string[] names =
        [
            $"proposal:{Guid.Empty}", $"person:{World.Author.Id}", "proposal:", "proposal", "", ":",
            // A subject has one name: under another, nothing would ever be heard.
            $"proposal:{World.Proposal.Id.ToString().ToUpperInvariant()}", $"proposal:{World.Proposal.Id:N}",
        ];

        foreach (var name in names)
        {
            Assert.Equal("not_found", Reason((await live.ListenAsync(name)).Error));
        }
    }

    [Fact]
    public async Task One_forbidden_subject_refuses_all()
    {
        await using var live = await LiveConnection.OpenAsync(App);
        Assert.Equal("not_found", Reason((await live.ListenAsync(Proposal, $"proposal:{Guid.NewGuid()}")).Error));

        await SupportAsync(World.Neighbour);
        await App.PumpAsync();

        Assert.True(await live.IsSilentAsync());
    }

    [Fact]
    public async Task Fifty_subjects_are_a_page_and_more_are_refused_however_they_are_asked_for()
    {
        var now = App.Clock.GetUtcNow();
        var debates = Enumerable.Range(0, LiveHub.MostAtOnce + 1)
            .Select(i => new Debate(World.Space, World.Council, LocalizedText.Of($"Débat {i}"), LocalizedText.Empty, now)).ToList();
        await App.SaveAsync([.. debates]);
        string[] subjects = [.. debates.Select(d => $"debate:{d.Id}")];
        await using var live = await LiveConnection.OpenAsync(App);

        Assert.Equal("too_many", Reason((await live.ListenAsync(subjects)).Error));
        Assert.Null((await live.ListenAsync(subjects[..LiveHub.MostAtOnce])).Error);
        Assert.Null((await live.ListenAsync(subjects[..LiveHub.MostAtOnce])).Error);
        Assert.Equal("too_many", Reason((await live.ListenAsync(subjects[^1])).Error));
    }

    [Fact]
    public async Task The_hub_takes_no_long_speeches()
    {
        await using var live = await LiveConnection.OpenAsync(App);

        await live.SendAsync(new { type = 1, target = "Listen", arguments = new object[] { new[] { new string('a', 10_000) } }, invocationId = "1" });

        await live.Reading.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Asking_for_nothing_at_all_is_no_accident()
    {
        await using var live = await LiveConnection.OpenAsync(App);
        await live.SendAsync(new { type = 1, target = "Listen", arguments = new object?[] { null }, invocationId = "0" });

        Assert.Null((await live.ListenAsync()).Error);
    }

    [Fact]
    public async Task A_node_forgets_those_who_left()
    {
        await using (var live = await LiveConnection.OpenAsync(App))
        {
            await live.ListenAsync(Proposal);
            Assert.Contains(Proposal, App.Get<Listeners>().Subjects);
        }

        for (var i = 0; App.Get<Listeners>().Subjects.Count > 0 && i < 100; i++)
        {
            await Task.Delay(50);
        }

        Assert.Empty(App.Get<Listeners>().Subjects);
    }

    [Fact]
    public async Task What_happened_while_the_database_was_lost_is_told_when_it_is_back()
    {
        await using var live = await LiveConnection.OpenAsync(App);
        await live.ListenAsync(Proposal, $"space:{World.Space.Id}");
        await SettleAsync(live);

        await KillConnectionsAsync();
        await PatientlyAsync(() => SupportAsync(World.Neighbour));
        await PatientlyAsync(PublishAsync);
        await PatientlyAsync(App.PumpAsync);

        // What was told before the count had caught up is told again after it.
        var (supports, proposals, kinds) = (0, 0, new HashSet<string>());
        while ((supports, proposals) != (1, 2) || !kinds.IsSupersetOf([nameof(ProposalSupported), nameof(ProposalPublished)]))
        {
            var heard = await live.NextAsync();
            supports = heard.Subject == Proposal ? heard.Numbers.GetValueOrDefault("supports", supports) : supports;
            proposals = heard.Subject != Proposal ? heard.Numbers.GetValueOrDefault("proposals", proposals) : proposals;
            kinds.UnionWith(heard.Kinds);
        }
    }

    [Fact]
    public async Task After_a_loss_the_pump_goes_on_by_itself()
    {
        for (var i = 0; i < 20; i++)
        {
            await KillConnectionsAsync();
            await Task.Delay(30);
        }

        await PatientlyAsync(() => SupportAsync(World.Neighbour));
        await using var live = await LiveConnection.OpenAsync(App);
        await live.ListenAsync(Proposal);
        await PatientlyAsync(() => SupportAsync(World.Council));

        await live.UntilAsync(h => h.Numbers.GetValueOrDefault("supports") == 2);
    }

    private static string? Reason(string? error) => error?.Split("HubException: ")[^1];

    private static async Task TellsAsync(LiveConnection live, string subject, string number, int expected, Func<Task> act)
    {
        await act();
        var heard = await live.UntilAsync(h => h.Subject == subject && h.Numbers.ContainsKey(number));

        Assert.Equal(expected, heard[^1].Numbers[number]);
    }

    private async Task<string?> WhyNotListenAsync(Person? person, string subject)
    {
        await using var live = await LiveConnection.OpenAsync(App, person);
        return Reason((await live.ListenAsync(subject)).Error);
    }

    /// <summary>Waits until what the world was made of has been told.</summary>
    private async Task SettleAsync(LiveConnection live)
    {
        await App.PumpAsync();
        while (!await live.IsSilentAsync(400))
        {
            await live.NextAsync();
        }
    }

    /// <summary>As when the database restarts.</summary>
    private async Task KillConnectionsAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(App.Connection) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A connection from the pool may be one that was cut.</summary>
    private static async Task PatientlyAsync(Func<Task> act)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception e) when (e is not RefusedException && tries < 20)
            {
            }
        }
    }

    private Task<int> SupportAsync(Person person) => App.WithDbAsync(async db =>
    {
        var proposal = await db.Proposals.WithSupportOf(person.Id).SingleAsync(p => p.Id == World.Proposal.Id);
        proposal.Support(World.Space, person, App.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    private Task<int> CommentAsync(string body) => App.WithDbAsync(async db =>
    {
        var topic = await db.Topics.SingleAsync(t => t.Id == World.Proposal.Id);
        db.Add(Comment.Post(World.Space, World.Proposal, topic, null, World.Neighbour, body, App.Clock.GetUtcNow()));
        return await db.SaveChangesAsync();
    });

    private Task VoteAsync() => App.CastAsync(World, World.Neighbour, 2, 4);

    private Task<int> PublishAsync() => App.WithDbAsync(async db =>
    {
        var now = App.Clock.GetUtcNow();
        var proposal = new Proposal(World.Space, World.Neighbour, now);
        proposal.Edit(World.Space, World.Neighbour, new ProposalText("Une boîte à livres", "Pour échanger des livres, place de la Gare, à l’abri.", World.Category.Id, null, null, null), now);
        proposal.Publish(World.Space, World.Neighbour, now);
        db.Add(proposal);
        return await db.SaveChangesAsync();
    });
}
