using Participation.Tally.Ranked;
using Xunit;

namespace Participation.Domain.Tests.Tally;

public class RankedElectionTests
{
    [Fact]
    public void Schulze_ranks_forty_five_voters_as_its_author_does()
    {
        var outcome = Schulze.Count(Election("ABCDE", "5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"));

        Assert.Equal("EACBD", string.Concat(outcome.Order));
        Assert.Equal([0L, 20, 26, 30, 22], outcome.Preferences[0]);
        Assert.Equal([[0L, 28, 28, 30, 24], [25, 0, 28, 33, 24], [25, 29, 0, 29, 24], [25, 28, 28, 0, 24], [25, 28, 28, 31, 0]], Chains(outcome));
    }

    [Fact]
    public void Schulze_puts_those_in_one_place_who_beat_each_other_nowhere_and_the_lot_orders_them()
    {
        var outcome = Schulze.Count(Election("ABC", "1 AB", "1 BA"));

        Assert.Equal([[0, 1], [2]], outcome.Places);
        Assert.Equal("ABC", string.Concat(outcome.Order));
    }

    [Fact]
    public void Schulze_takes_equals_as_equal_and_the_unlisted_as_last()
    {
        RankedBallot ballot = new([[0, 1]], 3);

        var outcome = Schulze.Count(new RankedElection(["A", "B", "C"], [ballot], ["C", "B", "A"]));

        Assert.Equal([0L, 0, 3], outcome.Preferences[0]);
        Assert.Equal("BAC", string.Concat(outcome.Order));
    }

    [Fact]
    public void A_candidate_who_wins_every_duel_is_first_by_Schulze()
    {
        var random = new Random(45);
        for (var round = 0; round < 200; round++)
        {
            var ballots = Enumerable.Range(0, 9).Select(_ => RankedBallot.Of(Shuffled(random))).ToList();
            var outcome = Schulze.Count(new RankedElection(["A", "B", "C", "D"], ballots, ["A", "B", "C", "D"]));

            var best = Enumerable.Range(0, 4).Where(one => Enumerable.Range(0, 4).All(other => one == other || outcome.Preferences[one][other] > 4)).ToList();

            Assert.True(best.Count == 0 || outcome.Places[0].SequenceEqual(best));
        }
    }

    [Fact]
    public void A_surplus_is_passed_on_in_hundred_thousandths_and_the_remainder_is_lost()
    {
        var outcome = TransferableVote.Count(Election("ABCD", "8 AB", "4 AC", "3 B", "5 CB", "2 DCB"), 2);

        Assert.Equal(8, outcome.Quota);
        Assert.Equal(["12 3 5 2 | 0", "8 5.66664 6.33332 2 | 0.00004", "8 5.66664 8.33332 0 | 0.00004"], Told(outcome));
        Assert.Equal("AC", string.Concat(outcome.Elected));
    }

    [Fact]
    public void Ballots_that_were_passed_on_are_passed_on_again_by_what_they_are_worth()
    {
        var outcome = TransferableVote.Count(Election("ABCD", "12 ABC", "3 BC", "3 C", "4 D"), 3);

        Assert.Equal(["12 3 3 4 | 0", "6 9 3 4 | 0", "6 6 5.99991 4 | 0.00009", "6 6 5.99991 0 | 4.00009"], Told(outcome));
        Assert.Equal("ABC", string.Concat(outcome.Elected));
    }

    [Theory]
    [InlineData("ABCDE", "D")]
    [InlineData("ABEDC", "D")]
    [InlineData("EDCBA", "D")]
    public void Where_two_had_the_same_at_every_stage_the_later_by_lot_is_excluded(string lot, string third)
    {
        var outcome = TransferableVote.Count(Election("ABCDE", lot, "10 ABC", "2 BD", "3 CD", "4 D", "3 ED"), 3);

        Assert.True(outcome.Stages[2].ByLot);
        Assert.Equal(lot.IndexOf('C') > lot.IndexOf('E') ? 2 : 4, outcome.Stages[2].Candidate);
        Assert.Equal($"AB{third}", string.Concat(outcome.Elected));
    }

    [Fact]
    public void Of_two_with_as_few_votes_the_one_who_had_fewer_at_the_stage_before_is_excluded()
    {
        var outcome = TransferableVote.Count(Election("ABCD", "DCBA", "6 A", "3 B", "2 C", "1 DC"), 1);

        Assert.Equal((StageKind.Exclusion, 3), (outcome.Stages[1].Kind, outcome.Stages[1].Candidate));
        Assert.Equal((StageKind.Exclusion, 2, false), (outcome.Stages[2].Kind, outcome.Stages[2].Candidate, outcome.Stages[2].ByLot));
    }

    [Fact]
    public void As_many_as_there_are_seats_are_elected_without_any_transfer() =>
        Assert.Equal(["1 0 | 0"], Told(TransferableVote.Count(Election("AB", "1 A"), 2)));

    [Fact]
    public void A_ballot_counts_up_to_the_place_that_it_gives_to_two()
    {
        RankedBallot[] ballots = [new([[0, 1]]), new([[2], [0, 1]]), new([])];

        var outcome = TransferableVote.Count(new RankedElection(["A", "B", "C"], ballots, ["A", "B", "C"]), 1);

        Assert.Equal((1, "C"), (outcome.Quota, string.Concat(outcome.Elected)));
    }

    [Fact]
    public void Every_seat_is_filled_and_no_vote_appears_or_disappears()
    {
        var random = new Random(2_007);
        for (var round = 0; round < 200; round++)
        {
            var ballots = Enumerable.Range(0, random.Next(0, 30)).Select(_ => RankedBallot.Of(Shuffled(random)[..random.Next(1, 5)], random.Next(1, 4))).ToList();
            var seats = random.Next(1, 4);

            var outcome = TransferableVote.Count(new RankedElection(["A", "B", "C", "D"], ballots, ["D", "B", "A", "C"]), seats);

            Assert.Equal(seats, outcome.Elected.Distinct().Count());
            Assert.All(outcome.Stages, stage => Assert.Equal(
                ballots.Sum(ballot => ballot.Voters) * 100_000, stage.Votes.Append(stage.NotTransferable).Sum(votes => votes.InUnits(5))));
        }
    }

    [Fact]
    public void Impossible_elections_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RankedElection(["A", "A"], [], ["A", "A"]));
        Assert.Throws<ArgumentException>(() => new RankedElection(["A", "B"], [], ["A"]));
        Assert.Throws<ArgumentException>(() => new RankedElection(["A"], [RankedBallot.Of([1])], ["A"]));
        Assert.Throws<ArgumentException>(() => new RankedElection(["A"], [RankedBallot.Of([0, 0])], ["A"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TransferableVote.Count(Election("A", "1 A"), 0));
    }

    /// <param name="candidates">A letter each.</param>
    /// <param name="words">The order of the lot, if not theirs; then ballots such as "5 ACB".</param>
    private static RankedElection Election(string candidates, params string[] words)
    {
        var lot = words.Where(word => !word.Contains(' ', StringComparison.Ordinal)).FirstOrDefault(candidates);
        var ballots = words.Select(word => word.Split(' ')).Where(word => word.Length == 2)
            .Select(word => RankedBallot.Of(word[1].Select(letter => candidates.IndexOf(letter)), int.Parse(word[0], System.Globalization.CultureInfo.InvariantCulture)));

        return new RankedElection(Letters(candidates), [.. ballots], Letters(lot));
    }

    private static string[] Letters(string letters) => [.. letters.Select(letter => $"{letter}")];

    private static IEnumerable<string> Told(TransferableOutcome outcome) =>
        outcome.Stages.Select(stage => $"{string.Join(' ', stage.Votes)} | {stage.NotTransferable}");

    private static IEnumerable<IEnumerable<long>> Chains(SchulzeOutcome outcome) =>
        outcome.Strengths.Select((row, one) => row.Select((strength, other) => one == other ? 0 : strength));

    private static int[] Shuffled(Random random)
    {
        var order = Enumerable.Range(0, 4).ToArray();
        random.Shuffle(order);

        return order;
    }
}
