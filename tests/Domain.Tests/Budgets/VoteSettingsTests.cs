using NetTopologySuite.Geometries;
using Participation.Board;
using Participation.Budgets;
using Participation.People;
using Participation.Places;
using Participation.Spaces;
using Participation.Tally;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Budgets;

/// <summary>All that the council may decide of a vote besides form, rule and amount; and how it calls one off.</summary>
public sealed class VoteSettingsTests : IDisposable
{
    private static readonly DateTimeOffset Opening = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closing = Opening.AddDays(14);
    private static readonly DateTimeOffset Before = Opening.AddDays(-30);
    private static readonly LocalizedText Why = LocalizedText.Of("Une erreur de coût.", "A mistaken cost.");

    private readonly SigningKey _key = SigningKey.Create();
    private readonly Space _space = new("vote", LocalizedText.Of("Vote"), Before);
    private readonly Guid _port = Guid.CreateVersion7();
    private readonly Budget _budget;
    private readonly Person _resident = new("Ama", Before);
    private readonly Person _council = new("Cléo", Before);

    public VoteSettingsTests()
    {
        _resident.Verify(Before);
        _council.Appoint(Role.Council, null, Before);
        _space.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, Opening, Closing, Acts.Vote, Before);
        _space.Publish(Before);
        _budget = new Budget(_space, LocalizedText.Of("Budget"), new Money(100_00, "EUR"), Before);
        foreach (var (title, cost, district) in new[] { ("Verger", 60_00L, (Guid?)null), ("Bancs", 40_00L, null), ("Quai", 50_00L, _port), ("Ponton", 50_00L, _port) })
        {
            _budget.Add(_space, Text(title, cost) with { DistrictId = district }, Before);
        }
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Of_projects_that_exclude_each_other_one_is_chosen()
    {
        Settle(t => t with { Groups = [new ProjectGroup(1, [3, 4])] });

        var outcome = Count([2, 3], [2, 3], [2]);

        Assert.Equal(["3"], outcome.ChosenIds);
        Assert.Equal(Participation.Tally.Reason.GroupIsFull, Count([2, 3], [2]).Verdicts[3].Reason);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 9)]
    public void A_group_that_keeps_nothing_from_being_chosen_is_refused(int most, params int[] projects) =>
        Assert.Equal(BudgetRefusals.GroupLimitsNothing, Refused(() => Settle(t => t with { Groups = [new ProjectGroup(most, projects)] })));

    [Fact]
    public void A_project_taken_away_leaves_its_groups()
    {
        Settle(t => t with { Groups = [new ProjectGroup(1, [2, 3, 4]), new ProjectGroup(1, [1, 4])] });

        _budget.Remove(_budget.Projects[3], _space, Before);

        Assert.Equal([2, 3], Assert.Single(_budget.Terms.Groups).Projects);
    }

    [Fact]
    public void A_part_goes_first_to_its_district_and_the_rest_to_all()
    {
        Settle(t => t with { Reserves = [Part(60_00)] });

        // By votes alone, the orchard and the benches would take it all.
        Assert.Equal(["3", "2"], Count([0, 1], [0, 1], [0, 1], [2]).ChosenIds);
    }

    [Fact]
    public void A_part_without_projects_is_not_kept_from_the_others()
    {
        Settle(t => t with { Reserves = [new Reserve(ReserveKind.District, Guid.CreateVersion7(), "Le Bois", 60_00)] });

        Assert.Equal(["1", "2"], Count([0, 1]).ChosenIds.Order());
        Assert.Empty(Written().Parts);
    }

    [Fact]
    public void Parts_fit_into_the_amount_and_are_all_for_districts_or_all_for_categories()
    {
        Assert.Equal(BudgetRefusals.ReservedAboveTheAmount, Refused(() => Settle(t => t with { Reserves = [Part(100_01)] })));
        Assert.Equal(BudgetRefusals.AmountMissing, Refused(() => Settle(t => t with { Reserves = [Part(0)] })));
        Assert.Equal(BudgetRefusals.ReservesOverlap, Refused(() => Settle(t => t with { Reserves = [Part(1), Part(2)] })));
        Assert.Equal(BudgetRefusals.ReservesOverlap, Refused(() => Settle(t => t with { Reserves = [Part(1), new Reserve(ReserveKind.Category, Guid.CreateVersion7(), "Nature", 1)] })));

        Settle(t => t with { Reserves = [Part(60_00)] });
        Assert.Equal("vote_reserved_above_the_amount", Refused(() => _budget.Grant(_space, new Money(59_99, "EUR"), Before)).Code);
    }

    [Fact]
    public void A_lot_decides_between_equals_and_the_list_of_projects_waits_for_it()
    {
        foreach (var seed in new[] { "7 12 23", "1 2 3 4", "31 8" })
        {
            Settle(t => t with { LotSeed = seed });
            var first = _budget.LotOrder!.First(id => id is "3" or "4");

            Assert.Equal([first, "2"], Count([2, 3, 1]).ChosenIds.OrderByDescending(id => id));
        }

        Assert.Equal(BudgetRefusals.LotIsDrawn, Refused(() => _budget.Add(_space, Text("Stade", 1_00), Before)));
        Assert.Equal(BudgetRefusals.LotIsDrawn, Refused(() => _budget.Remove(_budget.Projects[0], _space, Before)));
        Settle(t => t with { LotSeed = null });
        Assert.Null(_budget.LotOrder);
        _budget.Add(_space, Text("Stade", 1_00), Before);
    }

    [Fact]
    public void What_is_hashed_is_what_was_read_out()
    {
        Settle(t => t with { LotSeed = "  7  12\t23 " });

        Assert.Equal("7 12 23", _budget.Terms.LotSeed);
        Assert.Equal(BudgetRefusals.SeedMissing, Refused(() => Settle(t => t with { LotSeed = " " })));
        Assert.Equal(BudgetRefusals.SeedMissing, Refused(() => Settle(t => t with { LotSeed = new string('7', 201) })));
    }

    [Fact]
    public void The_manifest_says_all_of_it_and_counts_as_the_budget_does()
    {
        Settle(t => t with { Groups = [new ProjectGroup(1, [1, 2])], Reserves = [Part(60_00)], LotSeed = "7 12 23", Quorum = 50, PublishesOnlySums = true });

        var manifest = Manifest.Read(Written().ToBytes());

        Assert.Equal((50, true, "7 12 23"), (manifest.Quorum, manifest.PublishesOnlySums, manifest.Lot!.Seed));
        Assert.Equal(["3", "4"], Assert.Single(manifest.Parts).Projects);
        Participation.Tally.Ballot[] ballots = [new([0, 1]), new([0, 2, 3]), new([3])];
        Assert.Equal(Trace.Of(Rules.Named("greedy").Count(_budget.ToElection(ballots))), Trace.Of(Rules.Named("greedy").Count(manifest.ToElection(ballots))));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Below_the_quorum_the_count_is_kept_and_nothing_is_chosen(int quorum, bool isBinding)
    {
        Settle(t => t with { Quorum = quorum });
        var outcome = Count([0, 1], [0], [0]);
        _budget.Close(_space, Closing);

        _budget.Publish(outcome, Closing);

        Assert.Equal(isBinding, _budget.IsBinding);
        var first = _budget.Result!.Projects.Single(p => p.ProjectId == _budget.Projects[0].Id);
        Assert.Equal((isBinding, isBinding ? null : 1), (first.IsChosen, first.AdvisoryRank));
        Assert.Equal(isBinding ? 100_00 : 0, _budget.Result.SpentMinor);
        Assert.Equal(Participation.Tally.Reason.Chosen, first.Reason);
    }

    [Fact]
    public void A_quorum_is_a_number_of_ballots() =>
        Assert.Equal(BudgetRefusals.LimitTooSmall with { Field = "Quorum" }, Refused(() => Settle(t => t with { Quorum = 0 })));

    [Fact]
    public void Limits_that_no_ballot_could_keep_are_refused()
    {
        Assert.All(
            new Form[] { new ApprovalForm(0, 2), new ApprovalForm(1, 0), new RankingForm(0), new CumulativeForm(0, 0), new CumulativeForm(5, 0), new ScoreForm(0) },
            form => Assert.Equal(BudgetRefusals.LimitTooSmall, Refused(() => Settle(t => t.AskingFor(form)))));
        Assert.All(
            new Form[] { new ApprovalForm(3, 2), new CumulativeForm(5, 6) },
            form => Assert.Equal(BudgetRefusals.LeastAboveMost, Refused(() => Settle(t => t.AskingFor(form)))));
        Assert.All(
            new[] { new KnapsackForm(-1), new KnapsackForm(101) },
            form => Assert.Equal(BudgetRefusals.ShareOutOfRange, Refused(() => Settle(t => t.AskingFor(form)))));
    }

    [Fact]
    public void Another_form_has_none_of_the_limits_of_the_last()
    {
        Settle(t => t.AskingFor(new CumulativeForm(5, 3)));
        Settle(t => t.AskingFor(new ApprovalForm(1, 2)));
        Assert.Equal((Participation.Budgets.BallotForm.Approval, 1, 2, null, null), (_budget.Terms.Form, _budget.Terms.MinChoices, _budget.Terms.MaxChoices, _budget.Terms.Points, _budget.Terms.MostPoints));
        Assert.Equal(new ApprovalForm(1, 2), _budget.BallotRules);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(121)]
    public void Nobody_is_of_such_an_age(int age) => Assert.Equal(BudgetRefusals.NoSuchAge, Refused(() => Settle(t => t with { MinimumAge = age })));

    [Fact]
    public void A_lot_gives_each_person_one_of_several_budgets_and_about_as_many_to_each()
    {
        var places = Enumerable.Range(0, 3).Select(place => new Drawing("7 12 23", place, 3)).ToList();
        var people = Enumerable.Range(0, 3_000).Select(i => new Guid(i, 7, 11, 1, 2, 3, 4, 5, 6, 7, 8)).ToList();

        Assert.All(people, person => Assert.Single(places, place => place.Includes(person)));
        Assert.All(places, place => Assert.InRange(people.Count(place.Includes), 900, 1_100));
        Assert.NotEqual(people.Count(p => places[0].Includes(p) && new Drawing("other", 0, 3).Includes(p)), people.Count(places[0].Includes));
    }

    [Fact]
    public void Who_was_given_another_budget_does_not_vote_here()
    {
        var mine = Drawing.PlaceOf("7 12 23", _resident.Id, 2);
        Settle(t => t.DrawnBy(new Drawing("7 12 23", 1 - mine, 2)));
        Assert.Equal(BudgetRefusals.DrawnElsewhere, _budget.WhyNotVote(_space, _resident, Opening));
        Assert.True(_budget.Terms.StandsAlone);

        Settle(t => t.DrawnBy(new Drawing("7 12 23", mine, 2)));
        Assert.Null(_budget.WhyNotVote(_space, _resident, Opening));
    }

    [Fact]
    public void Once_rules_are_published_none_of_it_changes()
    {
        _budget.PublishRules(_space, null, Before);

        Assert.All(
            new Action[]
            {
                () => Settle(t => t), () => Settle(t => t with { Quorum = null }), () => Settle(t => t.DrawnBy(null)),
                () => _budget.Admit(_space, null, Before), () => _budget.Grant(_space, _budget.Amount, Before),
            },
            act => Assert.Equal(BudgetRefusals.RulesPublished, Refused(act)));
    }

    [Fact]
    public void What_voters_read_of_a_project_is_settled_with_the_rules_and_the_rest_is_not()
    {
        var project = _budget.Projects[0];
        _budget.PublishRules(_space, null, Before);

        Assert.All(
            new[]
            {
                Text("Le grand verger", 60_00), Text("Verger", 60_01), Text("Verger", 60_00) with { Description = LocalizedText.Of("Avec des noyers.") },
                Text("Verger", 60_00) with { DistrictId = _port }, Text("Verger", 60_00) with { CategoryId = Guid.CreateVersion7() },
            },
            text => Assert.Equal(BudgetRefusals.RulesPublished, Refused(() => _budget.Change(project, _space, text, Before))));
        _budget.Change(project, _space, Text("Verger", 60_00) with { Opinion = LocalizedText.Of("Faisable."), Place = new Place(5.1, 46.5) }, Before);

        Assert.Equal("Faisable.", project.Opinion.In("fr"));
    }

    [Fact]
    public void A_project_or_an_amount_too_dear_for_a_small_increment_is_refused_when_it_comes()
    {
        Settle(t => t with { Rule = "equal-shares completion=add1 increment=0.01" });

        Assert.Equal(("counting_increment_too_small", "Cost"), Told(Refused(() => _budget.Add(_space, Text("Stade", 10_000_01), Before))));
        Assert.Equal(("counting_increment_too_small", "Cost"), Told(Refused(() => _budget.Change(_budget.Projects[0], _space, Text("Verger", 10_000_01), Before))));
        Assert.Equal(("counting_increment_too_small", "Amount"), Told(Refused(() => _budget.Grant(_space, new Money(10_000_01, "EUR"), Before))));
        _budget.Add(_space, Text("Stade", 10_000_00), Before);

        static (string, string?) Told(Refusal refusal) => (refusal.Code, refusal.Field);
    }

    [Fact]
    public void Who_does_not_say_that_they_are_old_enough_casts_nothing()
    {
        Settle(t => t with { MinimumAge = 16 });

        Assert.Equal(BudgetRefusals.TooYoung with { Count = 16 }, Refused(() => Cast(isOldEnough: false)));
        Assert.Equal([new Choice("1")], Cast(isOldEnough: true).Choices);
    }

    [Fact]
    public void A_vote_called_off_takes_no_ballot_and_has_no_result()
    {
        _budget.PublishRules(_space, null, Before);

        _budget.Cancel(_space, _council, Why, Opening);

        Assert.Equal(BudgetRefusals.Cancelled(Opening), _budget.WhyNotVote(_space, _resident, Opening.AddHours(1)));
        Assert.Equal(BudgetRefusals.Cancelled(Opening), _budget.WhyNotChange(_space, Opening));
        Assert.Equal(BudgetRefusals.CancelledMeanwhile, Refused(() => _budget.Publish(Count([0]), Closing)));
        Assert.Equal((Opening, _council.Id, Why), (_budget.CancelledAt, _budget.CancelledById, _budget.CancelReason));
        Assert.Single(_budget.UnsavedFacts.OfType<VoteCancelled>());
    }

    [Fact]
    public void Only_the_council_calls_off_only_what_is_settled_and_only_until_the_close()
    {
        Assert.Equal(BudgetRefusals.NothingToCancel, Refused(() => _budget.Cancel(_space, _council, Why, Before)));
        _budget.PublishRules(_space, null, Before);
        Assert.Equal(PersonRefusals.CouncilOnly, Refused(() => _budget.Cancel(_space, _resident, Why, Opening)));
        Assert.Equal(BudgetRefusals.CancelReasonMissing, Refused(() => _budget.Cancel(_space, _council, LocalizedText.Of("Une erreur."), Opening)));

        _budget.Close(_space, Closing);

        Assert.Equal(BudgetRefusals.TooLateToCancel, Refused(() => _budget.Cancel(_space, _council, Why, Closing)));
    }

    [Fact]
    public void A_vote_held_again_has_the_same_projects_and_settings_and_is_open_to_change()
    {
        var district = new District("PORT", "Le Port", new GeometryFactory().ToGeometry(new NetTopologySuite.Geometries.Envelope(5, 5.2, 46.4, 46.6)));
        _budget.Admit(_space, district, Before);
        _budget.ShowOneByOne(true);
        _budget.ShowTalliesEarly(true);
        Settle(t => t.AskingFor(new RankingForm(2)) with { Groups = [new ProjectGroup(1, [3, 4])], Reserves = [Part(60_00)], LotSeed = "7 12 23", Quorum = 50, TakesPaper = true });
        Assert.Equal(BudgetRefusals.NotCancelled, Refused(() => _budget.HoldAgain(_space, Before)));
        _budget.PublishRules(_space, null, Before);
        _budget.Cancel(_space, _council, Why, Opening.AddDays(1));

        var again = _budget.HoldAgain(_space, Opening.AddDays(2));

        Assert.Equal(_budget.Projects.Select(p => (p.Number, p.Title, p.CostMinor, p.DistrictId)), again.Projects.Select(p => (p.Number, p.Title, p.CostMinor, p.DistrictId)));
        Assert.Equal((_budget.Id, district.Id, true, true), (again.RepeatsId, again.DistrictId, again.ShowsOneByOne, again.ShowsTalliesEarly));
        Assert.Equal(_budget.Terms with { LotSeed = null }, again.Terms);
        Assert.Null(again.WhyNotChange(_space, Opening.AddDays(2)));
    }

    [Fact]
    public void A_vote_held_again_waits_for_a_phase_of_its_own()
    {
        _budget.PublishRules(_space, null, Before);
        _budget.Cancel(_space, _council, Why, Opening.AddDays(1));
        var again = _budget.HoldAgain(_space, Opening.AddDays(2));

        Assert.Equal(BudgetRefusals.NoVotePlanned, again.WhyNotVote(_space, _resident, Opening.AddDays(3)));
        Assert.Equal(BudgetRefusals.VotingNotOver, again.WhyNotClose(_space, Closing));

        _space.Plan(LocalizedText.Of("Nouveau vote"), LocalizedText.Empty, Closing.AddDays(7), Closing.AddDays(14), Acts.Vote, Closing);

        Assert.Equal("vote_not_yet_open", again.WhyNotVote(_space, _resident, Closing)?.Code);
        Assert.Null(again.WhyNotVote(_space, _resident, Closing.AddDays(8)));
        Assert.Null(again.WhyNotClose(_space, Closing.AddDays(14)));
    }

    [Theory]
    [InlineData("knapsack", 4, 16)]
    [InlineData("approval", 10, 175)]
    [InlineData("one", 7, 7)]
    [InlineData("ranking", 4, 16)]
    [InlineData("cumulative", 3, 10)]
    [InlineData("score", 2, 16)]
    public void So_many_ballots_are_possible(string kind, int projects, double ballots)
    {
        Form form = kind switch
        {
            "approval" => new ApprovalForm(1, 3),
            "one" => new OneForm(),
            "ranking" => new RankingForm(2),
            "cumulative" => new CumulativeForm(2, 2),
            "score" => new ScoreForm(2),
            _ => new KnapsackForm(),
        };

        Assert.Equal(ballots, PossibleBallots.Of(form, projects));
    }

    [Fact]
    public void The_manifest_tells_who_may_vote()
    {
        Settle(t => (t with { MinimumAge = 16 }).DrawnBy(new Drawing("7 12 33", 1, 3)));

        var voters = Manifest.Read(Written().ToBytes()).Voters;

        Assert.Equal(new ManifestVoters(Verified: true, Age: 16, District: "centre", Alone: true, new ManifestDraw("7 12 33", 1, 3)), voters);
    }

    private static ProjectText Text(string title, long cost) => new(LocalizedText.Of(title), cost);

    private static Refusal Refused(Action act) => Assert.Throws<RefusedException>(act).Refusal;

    private void Settle(Func<VoteTerms, VoteTerms> terms) => _budget.Settle(_space, terms(_budget.Terms), Before);

    private Reserve Part(long amount) => new(ReserveKind.District, _port, "Le Port", amount);

    private Participation.Board.Opening Cast(bool isOldEnough) => _budget.Cast(Written(), _space, _resident, [1], Digest.Random(), Opening, isOldEnough);

    private Manifest Written() => _budget.ToManifest(_space, new BoardTerms("town.example", TimeZoneInfo.Utc, [], 0), new BoardKeys(_key.PublicKey, [], null), "centre");

    private Outcome Count(params int[][] ballots) => Rules.Named(_budget.Terms.Rule).Count(_budget.ToElection(ballots.Select(choices => new Participation.Tally.Ballot(choices))));
}
