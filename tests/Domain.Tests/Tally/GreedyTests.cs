using Participation.Tally;
using Xunit;
using static Participation.Domain.Tests.Tally.Elections;

namespace Participation.Domain.Tests.Tally;

public class GreedyTests
{
    [Fact]
    public void The_most_wanted_comes_first_while_money_lasts()
    {
        var outcome = new Greedy().Count(Approving(100, ("few", 40, 1), ("most", 50, 3), ("some", 50, 2)));

        Assert.Equal(["most", "some"], outcome.ChosenIds);
        Assert.Equal(100, outcome.Spent);
        Assert.Equal(0, outcome.Left);
        Assert.Equal(Reason.NoLongerAffordable, outcome.ReasonFor("few"));
    }

    [Fact]
    public void A_project_that_costs_exactly_what_is_left_is_chosen() =>
        Assert.Equal(["a", "b"], new Greedy().Count(Approving(100, ("a", 99, 2), ("b", 1, 1))).ChosenIds);

    [Fact]
    public void What_does_not_fit_is_passed_over_and_the_count_goes_on()
    {
        var outcome = new Greedy().Count(Approving(100, ("a", 60, 3), ("b", 50, 2), ("c", 40, 1)));

        Assert.Equal(["a", "c"], outcome.ChosenIds);
        Assert.Equal(new Verdict(1, Reason.NoLongerAffordable, 40), outcome.Verdicts[1]);
        Assert.Equal(new Remedy(40, 1), outcome.RemedyFor(1));
    }

    [Fact]
    public void Without_skipping_the_count_stops_at_the_first_that_does_not_fit()
    {
        var outcome = new Greedy { Skips = false }.Count(Approving(100, ("a", 60, 3), ("b", 50, 2), ("c", 40, 1)));

        Assert.Equal(["a"], outcome.ChosenIds);
        Assert.Equal(Reason.NoLongerAffordable, outcome.ReasonFor("b"));
        Assert.Equal(Reason.AfterTheStop, outcome.ReasonFor("c"));
    }

    [Fact]
    public void A_project_that_nobody_chose_is_never_taken()
    {
        var outcome = new Greedy().Count(Approving(100, ("a", 10, 1), ("b", 10, 0)));

        Assert.Equal(["a"], outcome.ChosenIds);
        Assert.Equal(Reason.NobodyChoseIt, outcome.ReasonFor("b"));
    }

    [Fact]
    public void A_project_dearer_than_the_whole_budget_says_so() =>
        Assert.Equal(Reason.AboveTheBudget, new Greedy().Count(Approving(100, ("a", 101, 5), ("b", 1, 1))).ReasonFor("a"));

    [Fact]
    public void A_threshold_keeps_out_who_has_fewer_points_and_lets_in_who_has_as_many()
    {
        var election = new Election(100, Candidates([("a", 10), ("b", 10)]), BallotForm.Approval, [new([0]), new([0, 1])]) { MinimumScore = 2 };

        var outcome = new Greedy { HasThreshold = true }.Count(election);

        Assert.Equal(["a"], outcome.ChosenIds);
        Assert.Equal(Reason.BelowThreshold, outcome.ReasonFor("b"));
        Assert.Equal(["a", "b"], new Greedy().Count(election).ChosenIds);
    }

    [Fact]
    public void A_project_below_the_threshold_does_not_stop_the_count()
    {
        var election = new Election(100, Candidates([("dear", 200), ("cheap", 10)]), BallotForm.Approval, [new([1]), new([1]), new([0])])
        {
            MinimumScore = 2,
        };

        Assert.Equal(["cheap"], new Greedy { Skips = false, HasThreshold = true }.Count(election).ChosenIds);
    }

    [Fact]
    public void Of_two_with_equal_points_the_cheaper_goes_first()
    {
        var outcome = new Greedy().Count(Approving(100, ("a", 60, 2), ("b", 50, 2)));

        Assert.Equal(["b"], outcome.ChosenIds);
        Assert.Equal(Reason.LostTie, outcome.ReasonFor("a"));
        var tie = Assert.Single(outcome.Ties);
        Assert.Equal([1, 0], tie.Candidates);
        Assert.Equal(TieStep.LowerCost, tie.DecidedBy);
        Assert.True(tie.IsDecisive);
    }

    [Fact]
    public void Of_two_with_equal_points_and_cost_the_id_that_sorts_first_byte_by_byte_goes_first()
    {
        var outcome = new Greedy().Count(Approving(100, ("9", 60, 2), ("10", 60, 2)));

        Assert.Equal(["10"], outcome.ChosenIds);
        Assert.Equal(TieStep.ProjectId, Assert.Single(outcome.Ties).DecidedBy);
    }

    [Fact]
    public void Ids_beyond_the_basic_plane_sort_by_their_bytes_and_not_by_their_surrogates() =>
        Assert.Equal(["\uFF5E", "\U0001F333"], new Greedy().Count(Approving(100, ("\U0001F333", 5, 1), ("\uFF5E", 5, 1))).ChosenIds);

    [Fact]
    public void A_tie_where_all_are_chosen_decides_the_order_and_nothing_else()
    {
        var tie = Assert.Single(new Greedy().Count(Approving(100, ("a", 50, 2), ("b", 50, 2))).Ties);

        Assert.False(tie.IsDecisive);
    }

    [Fact]
    public void A_tie_between_projects_that_could_not_be_paid_anyway_decides_nothing()
    {
        var outcome = new Greedy().Count(Approving(100, ("winner", 90, 3), ("a", 50, 2), ("b", 60, 2)));

        Assert.False(Assert.Single(outcome.Ties).IsDecisive);
        Assert.Equal(Reason.NoLongerAffordable, outcome.ReasonFor("a"));
    }

    [Fact]
    public void Where_the_count_stops_at_a_misfit_a_tie_with_one_of_its_equals_decides()
    {
        var outcome = new Greedy { Skips = false }.Count(Approving(100, ("cheap", 10, 2), ("dear", 200, 2)));

        Assert.Equal(["cheap"], outcome.ChosenIds);
        Assert.True(Assert.Single(outcome.Ties).IsDecisive);
    }

    [Fact]
    public void No_tie_is_told_of_projects_that_the_count_never_reached() =>
        Assert.Empty(new Greedy { Skips = false }.Count(Approving(100, ("a", 200, 3), ("b", 10, 2), ("c", 10, 2))).Ties);

    [Fact]
    public void Three_in_a_tie_are_one_tie_decided_by_the_last_step_needed()
    {
        var tie = Assert.Single(new Greedy().Count(Approving(100, ("b", 20, 1), ("a", 20, 1), ("c", 10, 1))).Ties);

        Assert.Equal([2, 1, 0], tie.Candidates);
        Assert.Equal(TieStep.ProjectId, tie.DecidedBy);
    }

    [Fact]
    public void Neither_the_order_of_projects_nor_of_ballots_changes_the_outcome()
    {
        var random = new Random(20_260);
        for (var round = 0; round < 200; round++)
        {
            var projects = Enumerable.Range(0, 8).Select(i => (Id: $"p{i}", Cost: (long)random.Next(1, 6), Votes: random.Next(0, 4))).ToArray();
            var budget = random.Next(1, 15);
            var expected = new Greedy().Count(Approving(budget, projects));
            random.Shuffle(projects);

            Assert.Equal(expected.ChosenIds, new Greedy().Count(Approving(budget, projects)).ChosenIds);
        }
    }

    [Fact]
    public void What_is_chosen_fits_and_nothing_wanted_that_fits_is_left_out()
    {
        var random = new Random(20_261);
        for (var round = 0; round < 500; round++)
        {
            var projects = Enumerable.Range(0, 6).Select(i => ($"p{i}", (long)random.Next(1, 9), random.Next(0, 4))).ToArray();

            var outcome = new Greedy().Count(Approving(random.Next(1, 20), projects));

            Assert.True(outcome.Left >= 0);
            Assert.All(outcome.Verdicts.Where(v => v.Reason is not (Reason.Chosen or Reason.NobodyChoseIt)), verdict =>
                Assert.True(outcome.Election.Candidates[verdict.Candidate].Cost > outcome.Left));
        }
    }

    [Theory]
    [InlineData("greedy", true, false)]
    [InlineData("greedy-threshold", true, true)]
    [InlineData("greedy-no-skip", false, false)]
    [InlineData("greedy-no-skip-threshold", false, true)]
    public void Each_way_of_counting_has_its_name(string name, bool skips, bool hasThreshold)
    {
        var rule = Assert.IsType<Greedy>(Rules.Named(name));

        Assert.Equal((name, skips, hasThreshold), (rule.Name, rule.Skips, rule.HasThreshold));
    }

    [Fact]
    public void An_unknown_rule_is_told_the_names_there_are()
    {
        var problem = Assert.Throws<UnknownRuleException>(() => Rules.Named("fairest"));

        Assert.Contains("“fairest”", problem.Message, StringComparison.Ordinal);
        Assert.All(Rules.Names, name => Assert.Contains(name, problem.Message, StringComparison.Ordinal));
    }
}
