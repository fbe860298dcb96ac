using Participation.People;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Spaces;

public class SpaceTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Space _space = new("quartier", LocalizedText.Of("Mon quartier"), Noon.AddDays(-30));

    [Fact]
    public void A_phase_is_open_from_its_first_moment_until_just_before_its_end()
    {
        Plan(Noon, Noon.AddHours(6), Acts.Propose);
        _space.Publish(Noon.AddDays(-1));

        Assert.False(_space.IsOpen(Acts.Propose, Noon.AddTicks(-1)));
        Assert.True(_space.IsOpen(Acts.Propose, Noon));
        Assert.True(_space.IsOpen(Acts.Propose, Noon.AddHours(6).AddTicks(-1)));
        Assert.False(_space.IsOpen(Acts.Propose, Noon.AddHours(6)));
    }

    [Fact]
    public void Where_one_phase_ends_as_the_next_begins_exactly_one_is_running()
    {
        var first = Plan(Noon, Noon.AddHours(6), Acts.Propose);
        var second = Plan(Noon.AddHours(6), Noon.AddHours(12), Acts.Vote);

        Assert.Same(first, _space.PhaseAt(Noon.AddHours(6).AddTicks(-1)));
        Assert.Same(second, _space.PhaseAt(Noon.AddHours(6)));
        Assert.False(first.IsRunning(Noon.AddHours(6)));
    }

    [Fact]
    public void A_phase_opens_what_it_names_and_nothing_else()
    {
        Plan(Noon, Noon.AddHours(6), Acts.Propose | Acts.Comment);
        _space.Publish(Noon);

        Assert.True(_space.IsOpen(Acts.Comment, Noon));
        Assert.False(_space.IsOpen(Acts.Vote, Noon));
        Assert.Equal("vote_never_open", _space.WhyNotOpen(Acts.Vote, Noon)!.Code);
    }

    [Fact]
    public void Nothing_is_open_in_a_space_that_nobody_sees()
    {
        Plan(Noon, Noon.AddHours(6), Acts.Propose);

        Assert.Equal(SpaceRefusals.NotPublished, _space.WhyNotOpen(Acts.Propose, Noon));
    }

    [Fact]
    public void A_refusal_says_when_the_act_opens_and_afterwards_when_it_closed()
    {
        Plan(Noon, Noon.AddHours(6), Acts.Vote);
        _space.Publish(Noon.AddDays(-1));

        Assert.Equal(SpaceRefusals.NotYetOpen(Acts.Vote, Noon), _space.WhyNotOpen(Acts.Vote, Noon.AddMinutes(-1)));
        Assert.Equal(SpaceRefusals.Closed(Acts.Vote, Noon.AddHours(6)), _space.WhyNotOpen(Acts.Vote, Noon.AddHours(7)));
    }

    [Theory]
    [InlineData(-2, 0, true)]
    [InlineData(6, 8, true)]
    [InlineData(-2, 1, false)]
    [InlineData(5, 8, false)]
    [InlineData(1, 2, false)]
    [InlineData(-1, 7, false)]
    public void Two_phases_may_touch_and_never_overlap(int starts, int ends, bool may)
    {
        Plan(Noon, Noon.AddHours(6), Acts.Propose);

        Assert.Equal(may ? null : SpaceRefusals.PhasesOverlap, _space.WhyNotPlan(Noon.AddHours(starts), Noon.AddHours(ends)));
    }

    [Fact]
    public void A_phase_that_is_moved_does_not_stand_in_its_own_way()
    {
        var phase = Plan(Noon, Noon.AddHours(6), Acts.Propose);

        _space.Replan(phase, phase.Title, phase.Summary, Noon.AddHours(1), Noon.AddHours(7), Acts.Propose, Noon);

        Assert.Equal(Noon.AddHours(7), phase.EndsAt);
    }

    [Fact]
    public void A_phase_that_ends_as_it_begins_is_none() =>
        Assert.Equal(SpaceRefusals.EndsBeforeItStarts, _space.WhyNotPlan(Noon, Noon));

    [Fact]
    public void Voting_asks_for_a_verified_resident_where_the_space_says_so()
    {
        Plan(Noon, Noon.AddHours(6), Acts.Vote | Acts.Comment);
        _space.Publish(Noon);
        var newcomer = new Person("Ama", Noon);

        Assert.Equal(PersonRefusals.NotVerified, _space.WhyNot(Acts.Vote, newcomer, Noon));
        Assert.Null(_space.WhyNot(Acts.Comment, newcomer, Noon));

        newcomer.Verify(Noon);

        Assert.Null(_space.WhyNot(Acts.Vote, newcomer, Noon));
    }

    [Fact]
    public void What_the_council_does_to_a_space_is_written_down_with_its_name()
    {
        var council = Guid.CreateVersion7();

        _space.Publish(Noon, council);
        _space.WasChanged(SpacePart.Texts, council, Noon);
        _space.Withdraw(council, Noon);

        Assert.Equal(
            [new SpacePublished(_space.Id, council), new SpaceChanged(_space.Id, SpacePart.Texts, council), new SpaceWithdrawn(_space.Id, council)],
            _space.UnsavedFacts);
    }

    private Phase Plan(DateTimeOffset starts, DateTimeOffset ends, Acts acts) =>
        _space.Plan(LocalizedText.Of("Étape"), LocalizedText.Empty, starts, ends, acts, Noon);
}
