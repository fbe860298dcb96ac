using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Support.Properties;
using static Participation.Domain.Tests.Tally.Elections;

namespace Participation.Domain.Tests.Tally;

public class ConstraintTests
{
    private static readonly string[] EveryRule = [.. Rules.Names, "equal-shares completion=add1 then=greedy", "equal-shares utility=cardinality completion=add1-official"];

    [Theory]
    [InlineData("greedy")]
    [InlineData("greedy-density")]
    [InlineData("equal-shares completion=add1 then=greedy")]
    public void Of_projects_that_exclude_each_other_one_is_chosen(string rule)
    {
        var election = Of(100, [("street", 30), ("same street", 25), ("trees", 10)], [[0, 1], [0, 1, 2], [0, 2]], groups: [new Group([0, 1])]);

        var outcome = Rules.Named(rule).Count(election);

        Assert.Single(outcome.Chosen, candidate => candidate < 2);
        Assert.Contains("trees", outcome.ChosenIds);
        Assert.Contains(Reason.GroupIsFull, outcome.Verdicts.Select(verdict => verdict.Reason));
    }

    [Fact]
    public void A_full_group_does_not_stop_a_count_that_stops_at_the_first_misfit()
    {
        var election = Of(100, [("a", 30), ("b", 20), ("c", 10)], [[0, 1, 2], [0, 1], [0]], groups: [new Group([0, 1])]);

        Assert.Equal(["a", "c"], Rules.Named("greedy-no-skip").Count(election).ChosenIds);
    }

    [Fact]
    public void A_group_of_none_keeps_its_candidates_out() =>
        Assert.Equal(["b"], new Greedy().Count(Of(100, [("a", 30), ("b", 20)], [[0, 1], [0]], groups: [new Group([0], 0)])).ChosenIds);

    [Fact]
    public void No_rule_chooses_more_of_a_group_than_its_limit() => Holds(SmallElections.Any(), election =>
    {
        var limited = Of(election, groups: [new Group([.. Enumerable.Range(0, election.Candidates.Count / 2)], 1), new Group([.. Enumerable.Range(0, election.Candidates.Count)], 2)]);
        foreach (var rule in EveryRule)
        {
            var outcome = Rules.Named(rule).Count(limited);

            Assert.All(limited.Groups, group => Assert.True(group.Candidates.Intersect(outcome.Chosen).Count() <= group.Limit));
            Assert.True(outcome.Left >= 0);
        }
    });

    [Fact]
    public void A_reserved_part_is_spent_on_its_own_first_and_what_it_leaves_goes_to_the_common_pot()
    {
        var election = Of(
            100, [("north small", 30), ("north large", 60), ("south", 50)], [[2], [2], [2], [1], [1], [0]],
            reserved: [new ReservedPart("North", 40, [0, 1])]);

        var outcome = new Greedy().Count(election);

        Assert.Equal(["north small", "south"], outcome.ChosenIds);
        Assert.Equal([("North", 30L), (null, 50L)], outcome.Parts.Select(part => (part.Part?.Name, part.Outcome.Spent)));
        Assert.Equal((70, 20), (outcome.Parts[1].Outcome.Election.Budget, outcome.Left));
        Assert.Equal(Reason.NoLongerAffordable, outcome.ReasonFor("north large"));
        Assert.Equal(new Remedy(40, 2), outcome.RemedyFor(1));
    }

    [Fact]
    public void The_money_of_a_part_is_divided_among_the_voters_of_that_part()
    {
        var election = Of(100, [("north", 20), ("south", 60)], [[0], [0], [1], [1], [1], [1]], reserved: [new ReservedPart("North", 40, [0])]);

        var outcome = new EqualShares().Count(election);

        Assert.Equal([new Fraction(20, 1), new Fraction(80, 6)], outcome.Parts.Select(part => part.Outcome.Payments!.PerVoter));
        Assert.Equal(["north"], outcome.ChosenIds);
        Assert.Equal(Reason.SupportersCannotPay, outcome.ReasonFor("south"));
    }

    [Fact]
    public void A_ranking_that_loses_a_choice_to_another_part_lifts_none_of_the_others()
    {
        var election = new Election(10, Candidates([("north", 5), ("south", 5)]), BallotForm.Ordinal, [new([0, 1]), new([0, 1])])
        {
            Reserved = [new ReservedPart("South", 5, [1])],
        };

        Assert.Equal(2, new Greedy().Count(election).Parts[0].Outcome.Scores.PointsOf(0));
    }

    [Fact]
    public void Money_that_is_all_reserved_leaves_nothing_for_others()
    {
        var outcome = new Greedy().Count(Of(10, [("a", 10), ("b", 5)], [[0, 1]], reserved: [new ReservedPart("A", 10, [0])]));

        Assert.Equal(["a"], outcome.ChosenIds);
        Assert.Equal(Reason.NoLongerAffordable, outcome.ReasonFor("b"));
    }

    [Fact]
    public void With_reserved_parts_too_what_is_chosen_fits_and_keeps_to_its_groups() => Holds(SmallElections.Any(), election =>
    {
        var half = election.Candidates.Count / 2;
        var parted = Of(
            election,
            groups: [new Group([.. Enumerable.Range(0, election.Candidates.Count)], 3)],
            reserved: election.Budget < 3 ? [] : [new ReservedPart("A", election.Budget / 3, [.. Enumerable.Range(0, half)]), new ReservedPart("B", election.Budget / 3, [half])]);
        foreach (var rule in EveryRule)
        {
            var outcome = Rules.Named(rule).Count(parted);

            Assert.True(outcome.Left >= 0 && outcome.Chosen.Count <= 3);
            Assert.Equal(outcome.Chosen.Count, outcome.Chosen.Distinct().Count());
            Assert.All(outcome.Parts.Where(part => part.Part is not null), part =>
                Assert.Empty(part.Outcome.Chosen.Select(c => part.Candidates[c]).Except(part.Part!.Candidates)));
        }
    });

    [Fact]
    public void Parts_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Of(10, [("a", 1)], [], reserved: [new ReservedPart("A", 11, [0])]));
        Assert.Throws<ArgumentException>(() => Of(10, [("a", 1)], [], reserved: [new ReservedPart("A", 1, [0]), new ReservedPart("B", 1, [0])]));
        Assert.Throws<ArgumentException>(() => Of(10, [("a", 1)], [], reserved: [new ReservedPart("A", 1, [1])]));
        Assert.Throws<ArgumentException>(() => Of(10, [("a", 1)], [], groups: [new Group([1])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReservedPart("A", 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Group([], -1));
    }

    [Fact]
    public void A_lot_drawn_in_public_decides_where_ids_would()
    {
        var election = new Election(10, Candidates([("a", 10), ("b", 10)]), BallotForm.Approval, [new([0, 1])]) { Lot = ["b", "a"] };

        var outcome = new Greedy().Count(election);

        Assert.Equal(["b"], outcome.ChosenIds);
        Assert.Equal(TieStep.Lot, Assert.Single(outcome.Ties).DecidedBy);
        Assert.Equal(["b"], new EqualShares().Count(election).ChosenIds);
    }

    [Fact]
    public void A_lot_names_everyone_once()
    {
        Assert.Throws<ArgumentException>(() => new Election(1, Candidates([("a", 1)]), BallotForm.Approval, []) { Lot = [] });
        Assert.Throws<ArgumentException>(() => new Election(1, Candidates([("a", 1)]), BallotForm.Approval, []) { Lot = ["a", "a"] });
    }

    // sha256("7 12 19 30 41\0" + id) of a begins with d08a, of b with ff16, of c with efb7.
    [Fact]
    public void A_seed_makes_one_order_whoever_works_it_out() =>
        Assert.Equal(["a", "c", "b"], DrawnLot.Order("7 12 19 30 41", ["a", "b", "c"]));

    private static Election Of(long budget, (string, long)[] projects, int[][] ballots, Group[]? groups = null, ReservedPart[]? reserved = null) =>
        Of(new Election(budget, Candidates(projects), BallotForm.Approval, [.. ballots.Select(choices => new Ballot(choices))]), groups, reserved);

    private static Election Of(Election election, Group[]? groups = null, ReservedPart[]? reserved = null) =>
        new(election.Budget, election.Candidates, election.Form, election.Ballots)
        {
            MaxLength = election.MaxLength,
            MinimumScore = election.MinimumScore,
            Lot = election.Lot,
            Groups = groups ?? [],
            Reserved = reserved ?? [],
        };
}
