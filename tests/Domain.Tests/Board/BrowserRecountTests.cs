using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Participation.Board;
using Participation.Domain.Tests.Support;
using Participation.Domain.Tests.Tally;
using Participation.Pabulib;
using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Board;

/// <summary>A browser that counts a vote again comes to the same bytes as the program.</summary>
public class BrowserRecountTests
{
    private const int Cases = 150;

    private static readonly string[] EveryRule =
    [
        .. Rules.Names,
        .. from utility in new[] { "cost", "cardinality" }
           from completion in new[] { "none", "add1", "add1-official", "add1 increment=0.5", "add1-official increment=2.25" }
           from then in new[] { "", " then=greedy", " unless-preferred=greedy", " then=greedy unless-preferred=greedy" }
           select $"equal-shares utility={utility} completion={completion}{then}",
    ];

    [Fact]
    public async Task By_every_rule_the_browser_writes_the_trace_that_the_program_writes() =>
        await AgreeAsync(Elections(SmallElections.Any().Generator));

    [Fact]
    public async Task Groups_reserved_parts_and_a_drawn_lot_count_the_same_too() =>
        await AgreeAsync(Elections(from election in SmallElections.Any().Generator
                                   from limited in Constrained(election)
                                   select limited));

    [Fact]
    public async Task Amounts_beyond_what_a_browser_holds_in_a_number_are_counted_exactly() =>
        await AgreeAsync(Elections(from election in SmallElections.Any().Generator
                                   from times in Gen.Elements(10_000_000_000_000_007, 100_000_000_000_000_003)
                                   select election.With([.. election.Candidates.Select(c => c with { Cost = c.Cost * times })], budget: election.Budget * times))
            .Select(one => (WithStepOf(one.Rule, one.Election), one.Election)));

    [Theory]
    [InlineData("Poland_Wieliczka_2023_Green_Budget.pb", "equal-shares utility=cost completion=add1-official then=greedy unless-preferred=greedy")]
    [InlineData("Poland_Katowice_2021.pb", "equal-shares utility=cardinality completion=add1 then=greedy")]
    [InlineData("France_Toulouse_2024.pb", "equal-shares utility=cost completion=none")]
    public async Task A_city_is_counted_the_same(string file, string rule)
    {
        var election = PabulibFile.Open(Path.Combine(SharedData.Require("pabulib"), file)).ToElection();

        await AgreeAsync([(Rules.Named(rule), election)]);
    }

    [Theory]
    [InlineData("equal-shares utility=cost completion=add1 increment=0.5 then=greedy", "\"capped\":0", "\"capped\":1")]
    [InlineData("greedy-density", "\"left\":\"10000\"", "\"left\":\"9999\"")]
    public async Task A_vote_is_verified_whole_and_one_figure_of_its_count_that_was_changed_is_named(string rule, string figure, string changed)
    {
        using var vote = new Vote(rule: rule);
        vote.Cast("1", "2");
        vote.Cast("1");
        vote.Cast("10", "3");
        vote.Close(roll: 3);
        var bundle = Vote.Written(vote.Bundle());

        var (chosen, told) = await BrowserScripts.VerifyAsync(bundle);
        Assert.Equal(vote.Count().ChosenIds, chosen);
        Assert.Equal(["evidence: no_evidence"], told);

        (_, told) = await BrowserScripts.VerifyAsync(bundle.Replace(figure, changed, StringComparison.Ordinal));
        Assert.Equal(["outcome: trace_differs", "evidence: no_evidence"], told);
    }

    private static async Task AgreeAsync(IEnumerable<(ICountingRule Rule, Election Election)> counts)
    {
        var told = counts.ToList();
        var traces = await BrowserScripts.CountAsync(told);

        Assert.Equal(told.Count, traces.Count);
        Assert.All(told.Zip(traces), pair => Assert.Equal(Encoding.UTF8.GetString(Trace.Of(pair.First.Rule.Count(pair.First.Election))), pair.Second));
    }

    private static IEnumerable<(ICountingRule Rule, Election Election)> Elections(Gen<Election> elections) =>
        from election in elections.Sample(Cases)
        from rule in EveryRule
        select (Rules.Named(rule), WithLength(election));

    /// <summary>A manifest always says how long a ranking may be.</summary>
    private static Election WithLength(Election election) => new(election.Budget, election.Candidates, election.Form, election.Ballots)
    {
        Decimals = election.Decimals,
        MaxLength = election.Form == BallotForm.Ordinal ? election.MaxLength ?? 4 : null,
        MinimumScore = election.MinimumScore,
        Groups = election.Groups,
        Reserved = election.Reserved,
        Lot = election.Lot,
    };

    /// <summary>In groups of one or two, with parts for the first and the last of the candidates.</summary>
    private static Gen<Election> Constrained(Election election)
    {
        var all = Enumerable.Range(0, election.Candidates.Count).ToArray();

        return from limit in Gen.Choose(0, 2)
               from half in Gen.Choose(0, all.Length)
               from amounts in Gen.Two(Gen.Choose(0, (int)election.Budget / 2))
               select new Election(election.Budget, election.Candidates, election.Form, election.Ballots)
               {
                   MaxLength = election.MaxLength,
                   MinimumScore = election.MinimumScore,
                   Lot = election.Lot,
                   Groups = half == 0 ? [] : [new Group(all[..half], limit), new Group(all, 3)],
                   Reserved = [.. Part("Nord", amounts.Item1, all[..half]), .. Part("Élysée", amounts.Item2, all[half..])],
               };

        static IEnumerable<ReservedPart> Part(string name, int amount, int[] candidates) => amount > 0 && candidates.Length > 0 ? [new ReservedPart(name, amount, candidates)] : [];
    }

    /// <summary>A share that is raised by ones of a unit would be raised for ever where a project costs a billion.</summary>
    private static ICountingRule WithStepOf(ICountingRule rule, Election election) =>
        rule is EqualShares { Completion: not Completion.None } shares ? shares with { Increment = new ExactAmount(election.Budget / 10, 0) } : rule;
}
