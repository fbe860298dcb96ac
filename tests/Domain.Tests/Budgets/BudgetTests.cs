using Participation.Board;
using Participation.Budgets;
using Participation.People;
using Participation.Spaces;
using Participation.Tally;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Budgets;

public class BudgetTests
{
    private static readonly DateTimeOffset Opening = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closing = Opening.AddDays(14);

    private static readonly SigningKey Key = SigningKey.Create();

    private readonly Space _space;
    private readonly Budget _budget;
    private readonly Person _resident = new("Ama", Opening);

    public BudgetTests()
    {
        var before = Opening.AddDays(-30);
        _resident.Verify(before);
        _space = new Space("vote", LocalizedText.Of("Vote"), before);
        _space.Plan(LocalizedText.Of("Vote"), LocalizedText.Empty, Opening, Closing, Acts.Vote, before);
        _space.Publish(before);
        _budget = new Budget(_space, LocalizedText.Of("Budget"), new Money(100_00, "EUR"), before);
        foreach (var (title, cost) in new[] { ("Verger", 60_00L), ("Bancs", 40_00L), ("Fontaine", 50_00L), ("Stade", 200_00L) })
        {
            _budget.Add(_space, new ProjectText(LocalizedText.Of(title), cost), before);
        }
    }

    [Theory]
    [InlineData(-1, "vote_not_yet_open")]
    [InlineData(0, null)]
    [InlineData((14 * 86_400) - 1, null)]
    [InlineData(14 * 86_400, "vote_closed")]
    public void Ballots_are_taken_from_the_opening_until_just_before_the_closing(int second, string? refusal) =>
        Assert.Equal(refusal, _budget.WhyNotVote(_space, _resident, Opening.AddSeconds(second))?.Code);

    [Fact]
    public void Only_verified_residents_vote()
    {
        var stranger = new Person("Cy", Opening);

        Assert.Equal(PersonRefusals.NotVerified, _budget.WhyNotVote(_space, stranger, Opening));
        Assert.Equal(PersonRefusals.NotVerified, Refused(() => Cast(stranger, 1)));
    }

    [Fact]
    public void A_ballot_may_cost_all_there_is_and_not_a_cent_more()
    {
        Assert.Null(_budget.WhyNotChoose([1, 2]));
        Assert.Equal(BudgetRefusals.AboveTheAmount(new Money(10_00, "EUR")), _budget.WhyNotChoose([1, 3]));
    }

    [Theory]
    [InlineData]
    [InlineData(9)]
    [InlineData(1, 1)]
    public void A_ballot_names_projects_of_its_budget_once_each(params int[] projects) => Assert.NotNull(_budget.WhyNotChoose([.. projects]));

    [Fact]
    public void A_ballot_names_projects_and_nobody()
    {
        var ballot = Cast(_resident, 2, 1);

        Assert.Equal([new Choice("1"), new Choice("2")], ballot.Choices);
        Assert.DoesNotContain(_resident.Id.ToString("N"), Convert.ToHexStringLower(ballot.ToBytes()), StringComparison.Ordinal);
        Assert.Empty(_budget.UnsavedFacts);
    }

    [Fact]
    public void The_manifest_fixes_what_is_voted_on_and_nothing_that_could_change_meanwhile()
    {
        var manifest = ManifestOf(_budget);

        Assert.Equal(("town.example/budgets/0", "greedy", 100_00L), (manifest.Origin, manifest.Rule, manifest.Amount));
        Assert.Equal(["1", "2", "3", "4"], manifest.Projects.Select(p => p.Id));
        Assert.Equal((new DateOnly(2027, 3, 1), new DateOnly(2027, 3, 15)), (manifest.Opens, manifest.Closes));
        Assert.Equal(manifest.ToBytes(), ManifestOf(_budget).ToBytes());
    }

    [Fact]
    public void The_box_is_sealed_from_the_closing_on_and_once()
    {
        Assert.Equal(BudgetRefusals.VotingNotOver, Refused(() => _budget.Close(_space, Closing.AddTicks(-1))));

        _budget.Close(_space, Closing);
        _budget.Close(_space, Closing.AddHours(1));

        Assert.Equal(Closing, _budget.ClosedAt);
        Assert.Single(_budget.UnsavedFacts.OfType<VoteClosed>());
    }

    [Fact]
    public void A_sealed_box_takes_nothing_though_the_vote_were_prolonged()
    {
        _budget.Close(_space, Closing);
        _space.Replan(_space.Phases[0], _space.Phases[0].Title, LocalizedText.Empty, Opening, Closing.AddDays(7), Acts.Vote, Closing);

        Assert.Equal("vote_closed", _budget.WhyNotVote(_space, _resident, Closing)?.Code);
    }

    [Fact]
    public void A_result_is_published_once_and_only_of_a_sealed_box()
    {
        var outcome = Count([0], [0, 1], [2]);
        Assert.Equal(BudgetRefusals.VotingNotOver, Refused(() => _budget.Publish(outcome, Closing)));
        _budget.Close(_space, Closing);

        _budget.Publish(outcome, Closing);
        _budget.Publish(outcome, Closing.AddHours(1));

        Assert.Equal(Closing, _budget.PublishedAt);
        Assert.Single(_budget.UnsavedFacts.OfType<ResultPublished>());
    }

    [Fact]
    public void A_result_tells_for_each_project_its_votes_its_rank_or_why_not()
    {
        _budget.Close(_space, Closing);

        _budget.Publish(Count([0], [0, 1], [2]), Closing);

        var rows = _budget.Projects.Select(p => _budget.Result!.Projects.Single(r => r.ProjectId == p.Id)).ToList();
        Assert.Equal([2L, 1L, 1L, 0L], rows.Select(r => r.Votes));
        Assert.Equal([1, 2, null, null], rows.Select(r => r.Rank));
        Assert.Equal([Reason.Chosen, Reason.Chosen, Reason.NoLongerAffordable, Reason.NobodyChoseIt], rows.Select(r => r.Reason).Select(r => r == Reason.LostTie ? Reason.NoLongerAffordable : r));
        Assert.Equal((3L, 100_00L), (_budget.Result!.Ballots, _budget.Result.SpentMinor));
        Assert.Equal([2, 3], Assert.Single(_budget.Result.Ties).Projects);
    }

    [Fact]
    public void Votes_are_told_after_the_publication_or_when_the_council_wants_it()
    {
        Assert.False(_budget.ShowsTallies);
        _budget.ShowTalliesEarly(true);
        Assert.True(_budget.ShowsTallies);
        _budget.ShowTalliesEarly(false);
        _budget.Close(_space, Closing);
        Assert.False(_budget.ShowsTallies);

        _budget.Publish(Count([0]), Closing);

        Assert.True(_budget.ShowsTallies);
    }

    [Fact]
    public void What_people_vote_on_no_longer_changes()
    {
        Assert.Null(_budget.WhyNotChange(_space, Opening.AddTicks(-1)));
        Assert.Equal(BudgetRefusals.VotingHasBegun, Refused(() => _budget.Grant(_space, new Money(1, "EUR"), Opening)));
        Assert.Equal(BudgetRefusals.VotingHasBegun, Refused(() => _budget.Remove(_budget.Projects[0], _space, Opening)));
    }

    [Fact]
    public void A_record_that_differs_is_noted_and_one_that_is_silent_is_not()
    {
        _budget.Close(_space, Closing);
        _budget.Publish(Count([0], [0, 1], [2]), Closing);

        _budget.WasDecidedBy("Saint-Aubin", [null, null, null, null]);
        Assert.Null(_budget.DecidedOtherwise);
        _budget.WasDecidedBy("Saint-Aubin", [true, true, false, false]);
        Assert.Null(_budget.DecidedOtherwise);
        _budget.WasDecidedBy("Saint-Aubin", [true, false, true, false]);
        Assert.Equal("Saint-Aubin", _budget.DecidedOtherwise);
    }

    private Participation.Board.Opening Cast(Person person, params ProjectChoice[] projects) => _budget.Cast(ManifestOf(_budget), _space, person, projects, Digest.Random(), Opening);

    private Manifest ManifestOf(Budget budget) => budget.ToManifest(_space, new BoardTerms("town.example", TimeZoneInfo.Utc, [], 0), new BoardKeys(Key.PublicKey, [], null), null);

    private Outcome Count(params int[][] ballots) => Rules.Named(_budget.Terms.Rule).Count(_budget.ToElection(ballots.Select(choices => new Participation.Tally.Ballot(choices))));

    private static Refusal? Refused(Action act) => Assert.Throws<RefusedException>(act).Refusal;
}
