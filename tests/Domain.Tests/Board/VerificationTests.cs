using System.Text;
using Participation.Board;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Board;

/// <summary>An attack for each promise: every one must be found, and named.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly Vote _vote = Vote.Held();

    public void Dispose() => _vote.Dispose();

    [Fact]
    public void An_honest_vote_passes_every_check()
    {
        var receipt = _vote.ReceiptFor(_vote.Openings[0]);

        Assert.All(Verification.Of(_vote.Bundle(), [receipt], [_vote.Sign()]), check => Assert.True(check.Passed && check.Unsaid is null, Told(check)));
    }

    [Fact]
    public void It_passes_as_a_file_too()
    {
        using var file = new MemoryStream();
        _vote.Bundle().Write(new Bundle.Counts(1, _vote.Leaves.Count, _vote.Openings.Count, 0), file);

        var bundle = Bundle.Open(() => new MemoryStream(file.ToArray()));

        Assert.All(Verification.Of(bundle), check => Assert.True(check.Passed, Told(check)));
        Assert.Equal(_vote.Leaves, bundle.Leaves);
    }

    [Fact]
    public void A_ballot_deleted_from_those_published_is_named()
    {
        var gone = _vote.Openings[1];
        _vote.Openings.Remove(gone);

        Assert.Equal((CheckKind.Openings, "never_opened"), Named(_vote.Bundle(), gone.Commitment, leaf: 4));
    }

    [Fact]
    public void A_leaf_deleted_from_the_log_breaks_the_signed_head()
    {
        _vote.Leaves.RemoveAt(2);

        Fails(_vote.Bundle(), CheckKind.Heads, "head_beyond");
        Fails(_vote.Bundle(), CheckKind.Openings, "opens_no_leaf");
    }

    [Fact]
    public void A_ballot_changed_is_named()
    {
        var changed = _vote.Openings[0] with { Choices = [new Choice("3")] };
        var missing = _vote.Openings[0].Commitment;
        _vote.Openings[0] = changed;

        Assert.Equal((CheckKind.Openings, "opens_no_leaf"), Named(_vote.Bundle(), changed.Commitment));
        Assert.Equal((CheckKind.Openings, "never_opened"), Named(_vote.Bundle(), missing, leaf: 2));
    }

    [Fact]
    public void A_ballot_added_is_named()
    {
        var added = _vote.Made(new Choice("3"));
        _vote.Openings.Add(added);

        Assert.Equal((CheckKind.Openings, "opens_no_leaf"), Named(_vote.Bundle(), added.Commitment));
    }

    [Fact]
    public void A_leaf_added_to_the_log_breaks_the_signed_head()
    {
        var added = _vote.Made(new Choice("3"));
        _vote.Leaves.Insert(3, new BallotLeaf(added.Commitment, added.ChangeLock).ToBytes());
        _vote.Openings.Add(added);

        Fails(_vote.Bundle(), CheckKind.Heads, "head_differs");
    }

    [Fact]
    public void A_ballot_counted_twice_is_named()
    {
        _vote.Openings.Add(_vote.Openings[0]);

        Assert.Equal((CheckKind.Openings, "opened_twice"), Named(_vote.Bundle(), _vote.Openings[0].Commitment, leaf: 2));
    }

    [Fact]
    public void A_ballot_logged_twice_is_named()
    {
        using var vote = new Vote();
        var ballot = vote.Cast("1");
        vote.Append(new BallotLeaf(ballot.Commitment, ballot.ChangeLock));
        vote.Close(roll: 2);

        Assert.Equal((CheckKind.Log, "commitment_twice"), Named(vote.Bundle(), ballot.Commitment, leaf: 2));
    }

    [Fact]
    public void A_replaced_or_void_ballot_counted_all_the_same_is_named()
    {
        using var vote = new Vote();
        var (first, second) = (vote.Cast("1"), vote.Cast("3"));
        vote.Replace(first, "2");
        vote.Void(second);
        vote.Close(roll: 2);
        vote.Openings.AddRange(first, second);

        Assert.Equal((CheckKind.Openings, "opens_a_fallen_leaf"), Named(vote.Bundle(), first.Commitment, leaf: 1));
        Assert.Equal((CheckKind.Openings, "opens_a_fallen_leaf"), Named(vote.Bundle(), second.Commitment, leaf: 2));
    }

    [Fact]
    public void A_split_head_is_named()
    {
        using var other = new Vote();
        other.Cast("3");
        var split = Head.Of(_vote.Manifest.Origin, other.Tree).SignedBy("town.example", _vote.Board);

        _vote.Heads.Insert(0, split);
        Fails(_vote.Bundle(), CheckKind.Heads, "head_differs");

        _vote.Heads.Remove(split);
        Fails(Verification.Of(_vote.Bundle(), heads: [split]), CheckKind.Evidence, "head_differs");
    }

    [Fact]
    public void A_late_ballot_is_named()
    {
        var late = _vote.Cast("3");
        _vote.Heads.Add(_vote.Sign());

        Assert.Equal((CheckKind.Close, "after_the_close"), Named(_vote.Bundle(), late.Commitment, leaf: 9));
    }

    [Fact]
    public void A_log_written_anew_and_signed_again_lacks_its_witnesses_and_contradicts_receipts()
    {
        var receipt = _vote.ReceiptFor(_vote.Openings[0]);
        var seen = _vote.Sign();
        var tree = new MerkleTree();
        _vote.Leaves.RemoveAt(2);
        _vote.Leaves[^1] = new CloseLeaf(2, 1, 1, 1, 5).ToBytes();
        _vote.Leaves.ForEach(leaf => tree.Append(leaf));
        _vote.Openings.RemoveAt(0);
        _vote.Heads.Clear();
        _vote.Heads.Add(Head.Of(_vote.Manifest.Origin, tree).SignedBy("town.example", _vote.Board));

        var checks = Verification.Of(_vote.Bundle(), [receipt], [seen]);

        Fails(checks, CheckKind.Witnesses, "witnesses_missing");
        Fails(checks, CheckKind.Evidence, "head_beyond");
        Assert.Contains(checks.SelectMany(c => c.Failures), f => f.Code == "receipt_without_leaf" && f.Values.Contains(("commitment", receipt.Leaf.Commitment.ToString())));
    }

    [Fact]
    public void A_false_signature_of_board_or_witness_is_named()
    {
        using var thief = SigningKey.Create();
        var head = _vote.Heads[0];
        var false1 = head.SignatureBy("town.example", thief) with { KeyId = _vote.Board.PublicKey.Id };
        var false2 = head.SignatureBy("paper.example", thief) with { KeyId = _vote.Witness.PublicKey.Id };
        _vote.Heads[0] = head with { Signatures = [false1, false2] };

        Fails(_vote.Bundle(), CheckKind.Heads, "head_unsigned");
        Fails(_vote.Bundle(), CheckKind.Witnesses, "witness_false");
    }

    [Fact]
    public void A_wrong_outcome_is_named()
    {
        var bundle = _vote.Bundle();
        using var other = new Vote();
        other.Cast("10");

        Fails(Verification.Of(With(bundle, Trace.Of(other.Count()))), CheckKind.Outcome, "winners_differ");

        var trace = Encoding.UTF8.GetString(bundle.Outcome).Replace("\"votes\":2", "\"votes\":3", StringComparison.Ordinal);
        Fails(Verification.Of(With(bundle, Encoding.UTF8.GetBytes(trace))), CheckKind.Outcome, "trace_differs");
    }

    [Fact]
    public void An_outcome_that_nobody_can_count_to_its_end_is_named()
    {
        using var vote = new Vote(rule: "equal-shares utility=cost completion=add1-official increment=0.00000001");
        vote.Cast("1");
        vote.Cast("2");
        vote.Close(roll: 2);

        Fails(vote.BundleOf(_vote.Count()), CheckKind.Outcome, "outcome_unreadable");
    }

    [Fact]
    public void An_authorisation_used_twice_is_named()
    {
        using var vote = new Vote();
        var first = vote.Cast("1");
        var second = vote.Made(new Choice("2"));
        vote.Append(new BallotLeaf(second.Commitment, first.ChangeLock));
        vote.Close(roll: 2);

        Assert.Equal((CheckKind.Authorisations, "lock_twice"), Named(vote.Bundle(), second.Commitment, leaf: 2));
    }

    [Fact]
    public void A_permit_used_twice_forged_or_forgotten_is_named()
    {
        using var vote = new Vote(withPermits: true);
        var first = vote.Cast("1");
        vote.Cast("2");
        var (second, third) = (vote.Made(new Choice("2")), vote.Made(new Choice("2")));
        vote.Append(new BallotLeaf(second.Commitment, second.ChangeLock, vote.Permits[0].Id));
        vote.Append(new BallotLeaf(third.Commitment, third.ChangeLock));
        var forged = new Permit(vote.Permits[0].Message, vote.Permits[1].Signature);
        var fourth = vote.Made(new Choice("2"));
        vote.Append(new BallotLeaf(fourth.Commitment, fourth.ChangeLock, forged.Id));
        vote.Permits[1] = forged;
        vote.Close(roll: 5);

        Assert.Equal((CheckKind.Authorisations, "permit_twice"), Named(vote.Bundle(), second.Commitment, leaf: 3));
        Assert.Equal((CheckKind.Authorisations, "permit_missing"), Named(vote.Bundle(), third.Commitment, leaf: 4));
        Fails(vote.Bundle(), CheckKind.Authorisations, "permit_false");
        Fails(vote.Bundle(), CheckKind.Authorisations, "permit_unpublished");
        Assert.DoesNotContain(Verification.Of(vote.Bundle()).SelectMany(c => c.Failures), f => f.Values.Contains(("commitment", first.Commitment.ToString())) && f.Kind == CheckKind.Authorisations);
    }

    [Fact]
    public void Nobody_replaces_the_ballot_of_another()
    {
        using var vote = new Vote();
        var hers = vote.Cast("1");
        var mine = vote.Made(new Choice("2"));
        vote.Append(new ReplaceLeaf(mine.Commitment, mine.ChangeLock, hers.Commitment, mine.ChangeSecret));
        vote.Close(roll: 1);

        Assert.Equal((CheckKind.Authorisations, "secret_wrong"), Named(vote.Bundle(), mine.Commitment, leaf: 2));
    }

    [Fact]
    public void A_commitment_is_replaced_once()
    {
        using var vote = new Vote();
        var first = vote.Cast("1");
        vote.Replace(first, "2");
        var again = vote.Replace(first, "3");
        vote.Close(roll: 1);

        Assert.Equal((CheckKind.Authorisations, "replaces_nothing"), Named(vote.Bundle(), again.Commitment, leaf: 3));
    }

    [Fact]
    public void One_clerk_alone_makes_nothing_void()
    {
        using var vote = new Vote();
        var ballot = vote.Cast("1");
        vote.Void(ballot, signatures: 1);
        vote.Close(roll: 1);

        Assert.Equal((CheckKind.Authorisations, "void_unsigned"), Named(vote.Bundle(), ballot.Commitment, leaf: 2));
    }

    [Fact]
    public void More_ballots_than_people_on_the_roll_is_told()
    {
        using var vote = new Vote();
        vote.Cast("1");
        vote.Cast("2");
        vote.Close(roll: 1);

        Fails(vote.Bundle(), CheckKind.Close, "more_than_the_roll");
    }

    [Fact]
    public void A_close_with_other_numbers_than_the_log_is_told()
    {
        using var vote = new Vote();
        vote.Cast("1");
        vote.Append(new CloseLeaf(2, 0, 0, 0, 2));
        vote.Heads.Add(vote.Sign());

        Fails(vote.Bundle(), CheckKind.Close, "close_miscounts");
    }

    [Fact]
    public void A_ballot_against_the_form_is_named_and_not_counted()
    {
        using var vote = new Vote(new ApprovalForm(1, 1));
        vote.Cast("1");
        var greedy = vote.Cast("2", "3");
        vote.Close(roll: 2);

        Assert.Equal((CheckKind.Ballots, "ballot_invalid"), Named(vote.Bundle(), greedy.Commitment, leaf: 2));
    }

    [Fact]
    public void Where_only_sums_are_published_what_can_be_checked_is_and_the_rest_is_said()
    {
        using var vote = new Vote(onlySums: true);
        vote.Cast("1");
        vote.Cast("2");
        vote.Close(roll: 2);

        var checks = Verification.Of(vote.Bundle());
        Assert.All(checks, check => Assert.True(check.Passed, Told(check)));
        Assert.Equal([CheckKind.Openings, CheckKind.Ballots, CheckKind.Outcome], checks.Where(c => c.Unsaid == "only_sums").Select(c => c.Kind));

        vote.Openings.RemoveAt(0);
        Fails(vote.Bundle(), CheckKind.Outcome, "counted_others");
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "quorum_missed")]
    public void A_missed_quorum_is_said_and_the_count_is_checked_all_the_same(int quorum, string? said)
    {
        using var vote = new Vote(quorum: quorum);
        vote.Cast("1");
        vote.Cast("1");
        vote.Close(roll: 2);

        Assert.Equal(said, Assert.Single(Verification.Of(vote.Bundle()), check => check.Kind == CheckKind.Outcome).Unsaid);

        var honest = vote.Bundle();
        vote.Cast("10");
        Fails(Verification.Of(With(honest, Trace.Of(vote.Count()))), CheckKind.Outcome, "winners_differ");
    }

    [Fact]
    public void Every_check_and_failure_has_a_sentence_in_every_language()
    {
        using var vote = new Vote();
        var ballot = vote.Cast("1");
        vote.Append(new BallotLeaf(ballot.Commitment, ballot.ChangeLock));
        vote.Close(roll: 1);

        foreach (var language in Language.Codes.Select(Language.Of))
        {
            Assert.All(Verification.Of(vote.Bundle()), check => Assert.NotEmpty(check.In(language)));
            Assert.All(Verification.Of(vote.Bundle()).SelectMany(c => c.Failures), failure => Assert.DoesNotContain("{", failure.In(language), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_is_no_bundle_is_refused()
    {
        Assert.Throws<BoardException>(() => Bundle.Open(() => new MemoryStream("{}\n"u8.ToArray())));
        Assert.Throws<BoardException>(() => Bundle.Open(() => new MemoryStream([])));
        Assert.Throws<BoardException>(() => Bundle.Open(() => new MemoryStream("""{"bundle":1,"heads":1,"leaves":1,"openings":0,"permits":0}"""u8.ToArray())));
    }

    private static Bundle With(Bundle bundle, byte[] outcome) => new() { Heads = bundle.Heads, Leaves = bundle.Leaves, Openings = bundle.Openings, Outcome = outcome };

    private static void Fails(Bundle bundle, CheckKind kind, string code) => Fails(Verification.Of(bundle), kind, code);

    private static void Fails(IReadOnlyList<Check> checks, CheckKind kind, string code) =>
        Assert.Contains(code, checks.Single(c => c.Kind == kind).Failures.Select(f => f.Code));

    /// <summary>What verification says of this ballot, before all that follows from it.</summary>
    private static (CheckKind Kind, string Code) Named(Bundle bundle, Digest commitment, long? leaf = null)
    {
        var failure = Verification.Of(bundle).SelectMany(c => c.Failures).First(f => f.Values.Contains(("commitment", commitment.ToString())));
        if (leaf is not null)
        {
            Assert.Contains(("leaf", $"{leaf}"), failure.Values);
        }

        return (failure.Kind, failure.Code);
    }

    private static string Told(Check check) => $"{check.Kind} {check.Unsaid} {string.Join("; ", check.Failures.Select(f => f.In(Language.Of("en"))))}";
}
