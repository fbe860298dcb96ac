using System.Security.Cryptography;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Browser.Tests.Support;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Participation.Polling;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.Browser.Tests.Access;

/// <summary>Pages of votes that the invented town does not hold: on paper, by permits, watched over by a commission.</summary>
public class VotePagesTests(Postgres postgres, Chromium chromium) : IAsyncLifetime
{
    private const string Password = "une phrase de passe";
    private const int Gang = 6;

    private ServedTown _town = null!;
    private Person _council = null!;
    private Person _moderator = null!;
    private Person[] _crowd = [];

    private DateTimeOffset Now => _town.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _town = ServedTown.Start(await postgres.CopyAsync(), staffNeedsPasswordOnly: true);
        (_council, _moderator) = (Verified("Cléo"), Verified("Mo"));
        _council.Appoint(Role.Council, null, Now);
        _moderator.Appoint(Role.Moderator, null, Now);
        _crowd = [.. Enumerable.Range(0, 36).Select(i => Verified($"Camille {i}"))];
        await _town.JoinAsync(_council, "cleo@exemple.fr", Password);
        await _town.JoinAsync(_moderator, "mo@exemple.fr", Password);
        await _town.SaveAsync([.. _crowd]);
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task None_is_wider_than_a_phone_or_shuts_anyone_out()
    {
        var paper = await PlanAsync("papier", terms => terms with { TakesPaper = true });
        var permits = await PlanAsync("jetons", terms => terms with { ByPermit = true });
        var alike = await PlanAsync("radar", terms => terms);
        await SeatAsync(paper);
        await SeatAsync(alike);
        _town.Clock.Advance(TimeSpan.FromDays(2));
        var (settled, differing, begun) = (await InBoxAsync(paper, "A-1"), await EnteredAsync(paper, "A-2", ["1", "b"], ["2", "b"]), await BegunAsync(paper, "A-3"));
        await VoteAlikeAsync(alike);
        await _town.WithAsync<VoteClosing>(closing => closing.CloseAsync(alike.Budget.Id, Now.AddDays(31)));
        var (station, box) = ($"/polling/{paper.Budget.Number}", $"/budgets/{paper.Budget.Number}");
        var watched = $"/budgets/{alike.Budget.Number}";

        var page = await (await chromium.OpenAsync(_town.Address, width: 360)).NewPageAsync();
        await page.SignInAsync("mo@exemple.fr", Password);
        var faults = new List<string>();
        foreach (var path in (string[])
        [
            station, $"{station}?q=Camille", $"{station}/batches", $"{station}/batches/new", $"{station}/batches/{settled}", $"{station}/batches/{differing}/settle",
            $"{station}/batches/{begun}", $"{station}/batches/{begun}/type", $"{station}/batches/{begun}/discard", box, $"{box}/board",
            $"{box}/commission/batches", $"{box}/commission/work", watched, $"{watched}/commission/radar", $"{watched}/commission", $"/budgets/{permits.Budget.Number}/vote",
        ])
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok && page.Url.EndsWith(path, StringComparison.Ordinal), $"{path} answers {answer.Status} at {page.Url}");
            faults.AddRange((await page.RunAxe()).Violations.Select(v => $"{path}: {v.Id} ({v.Help}) {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
            {
                faults.Add($"{path} is {over} pixels too wide");
            }
        }

        Assert.Empty(faults);
    }

    private Person Verified(string name)
    {
        var person = new Person(name, Now);
        person.Verify(Now);
        return person;
    }

    /// <summary>A vote that begins tomorrow and lasts thirty days.</summary>
    private async Task<(Space Space, Budget Budget)> PlanAsync(string slug, Func<VoteTerms, VoteTerms> settle)
    {
        var space = new Space(slug, LocalizedText.Of("Mon quartier", "My neighbourhood"), Now);
        space.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, Now.AddDays(1), Now.AddDays(31), Acts.Vote, Now);
        space.Publish(Now);
        await _town.SaveAsync(space);
        var budget = new Budget(space, LocalizedText.Of("Budget participatif"), new Money(100_000_00, "EUR"), Now);
        budget.Add(space, new ProjectText(LocalizedText.Of("Verger"), 60_000_00), Now);
        budget.Add(space, new ProjectText(LocalizedText.Of("Bancs"), 30_000_00), Now);
        budget.Settle(space, settle(budget.Terms), Now);
        await _town.SaveAsync(budget);

        return (space, budget);
    }

    private async Task SeatAsync((Space Space, Budget Budget) vote)
    {
        var commission = new Commission(vote.Budget);
        foreach (var person in new[] { _council, _moderator })
        {
            using var sign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var open = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            commission.Appoint(vote.Budget, vote.Space, person, _council, Now);
            commission.MakeKeys(
                vote.Budget,
                vote.Space,
                person,
                new MemberKeys(Convert.ToBase64String(sign.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(open.ExportSubjectPublicKeyInfo()), "{}"),
                Now);
        }

        await _town.SaveAsync(commission);
    }

    /// <summary>Six at once from one network, and others one by one from theirs.</summary>
    private async Task VoteAlikeAsync((Space Space, Budget Budget) vote)
    {
        foreach (var (i, person) in _crowd.Index())
        {
            await _town.WithAsync<BallotBox>(box => box.CastAsync(
                vote.Budget, vote.Space, person, [1], Digest.Random(), Now.AddMinutes(i < Gang ? 1 : 11 * i), i < Gang ? "C00002" : $"C0{i:X4}"));
        }
    }

    /// <summary>A batch that both have entered alike, with the marks it takes.</summary>
    private async Task<Guid> InBoxAsync((Space Space, Budget Budget) vote, string name)
    {
        foreach (var person in _crowd.Take(4))
        {
            await _town.WithAsync<ElectoralRoll>(roll => roll.MarkAsync(vote.Budget, vote.Space, person, _moderator, Now));
        }

        var id = await EnteredAsync(vote, name, ["1", "2"], ["1", "2"]);
        await _town.WithAsync<IServiceProvider>(async services =>
        {
            var batch = await ((ParticipationDb)services.GetService(typeof(ParticipationDb))!).PaperBatches.WithSheets().SingleAsync(b => b.Id == id);
            await ((PaperCount)services.GetService(typeof(PaperCount))!).SettleAsync(vote.Budget, vote.Space, batch, _council, new Dictionary<int, Sheet>(), Now);
        });

        return id;
    }

    private async Task<Guid> EnteredAsync((Space Space, Budget Budget) vote, string name, string[] first, string[] second)
    {
        var batch = new PaperBatch(vote.Budget, name, "École Jean-Jaurès", first.Length, _council, Now);
        foreach (var (person, typed) in new[] { (_council, first), (_moderator, second) })
        {
            batch.Enter(person);
            foreach (var (i, sheet) in typed.Index())
            {
                batch.Type(person, i + 1, Sheet.Read(sheet, vote.Budget));
            }
        }

        await _town.SaveAsync(batch);
        await _town.WithAsync<ParticipationDb>(async db =>
        {
            var saved = await db.PaperBatches.WithSheets().SingleAsync(b => b.Id == batch.Id);
            saved.Finish(_council);
            saved.Finish(_moderator);
            await db.SaveChangesAsync();
        });

        return batch.Id;
    }

    private async Task<Guid> BegunAsync((Space Space, Budget Budget) vote, string name)
    {
        var batch = new PaperBatch(vote.Budget, name, "École Jean-Jaurès", 3, _council, Now);
        batch.Enter(_moderator);
        batch.Type(_moderator, 1, Sheet.Read("2", vote.Budget));
        await _town.SaveAsync(batch);

        return batch.Id;
    }
}
