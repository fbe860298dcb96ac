using Participation.Board;
using Xunit;

namespace Participation.Domain.Tests.Board;

public sealed class HeadTests : IDisposable
{
    private readonly Vote _vote = Vote.Held();

    public void Dispose() => _vote.Dispose();

    [Fact]
    public void A_head_is_a_signed_note_of_three_lines()
    {
        var lines = _vote.Sign().Note.Split('\n');

        Assert.Equal(["town.example/budgets/1", "9", _vote.Tree.Root.ToBase64(), ""], lines[..4]);
        Assert.StartsWith("— town.example ", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("— paper.example ", lines[5], StringComparison.Ordinal);
        Assert.Equal([""], lines[6..]);
    }

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        var head = Head.Parse(_vote.Sign().Note);

        Assert.True(head.IsSignedBy(_vote.Manifest.Board));
        Assert.True(head.IsSignedBy(_vote.Manifest.Witnesses[0]));
        Assert.False((head with { Size = 8 }).IsSignedBy(_vote.Manifest.Board));
        Assert.False(head.IsSignedBy(_vote.Manifest.Board with { Name = "other.example" }));
    }

    [Fact]
    public void A_second_signature_of_one_key_changes_nothing()
    {
        var head = _vote.Sign();

        Assert.Equal(head.Note, head.SignedBy("paper.example", _vote.Witness).Note);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\n1\nAAAA\n\n")]
    [InlineData("a\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a AAAAAAA=\n")]
    [InlineData("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n- a AAAAAAA=\n")]
    [InlineData("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a b AAAAAAA=\n")]
    [InlineData("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a !\n")]
    [InlineData("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    public void What_is_no_head_is_refused(string note) => Assert.Throws<BoardException>(() => Head.Parse(note));

    [Fact]
    public void A_receipt_is_read_as_it_was_written_and_proves_one_ballot_only()
    {
        var receipt = _vote.ReceiptFor(_vote.Openings[0]);
        var read = Receipt.Read(System.Text.Encoding.UTF8.GetBytes(receipt.ToJson()));

        Assert.True(read.IsSound(_vote.Manifest));
        Assert.Equal(receipt.ToJson(), read.ToJson());
        Assert.False((read with { Index = read.Index + 1 }).IsSound(_vote.Manifest));
        Assert.False((read with { Leaf = _vote.ReceiptFor(_vote.Openings[1]).Leaf }).IsSound(_vote.Manifest));
        using var another = new Vote(new OneForm());
        Assert.False(read.IsSound(another.Manifest));
    }

    [Fact]
    public void A_key_is_kept_as_text_and_signs_again()
    {
        using var again = SigningKey.FromPem(_vote.Board.ToPem());

        Assert.Equal(_vote.Board.PublicKey, again.PublicKey);
        Assert.True(_vote.Board.PublicKey.Verifies([1, 2], again.Sign([1, 2])));
        Assert.Throws<BoardException>(() => SigningKey.FromPem("nothing"));
        Assert.Throws<BoardException>(() => new PublicKey("AAAA"));
    }

    [Fact]
    public void A_tracker_is_short_and_can_be_typed_carelessly()
    {
        var commitment = Digest.FromHex("00443214c74254b635cf84653a56d7c675be77dfffffffffffffffffffffffff");

        Assert.Equal("ABCD-EFGH-IJKL-MNOP", Tracker.Of(commitment));
        Assert.Equal("ABCD-EFGH-IJKL-MNOP", Tracker.Typed(" abcd efghijkl-mnop"));
        Assert.Null(Tracker.Typed("ABCD"));
        Assert.Null(Tracker.Typed("ABCD-EFGH-IJKL-MNO1"));
        Assert.StartsWith(Tracker.HexOf("ABCD-EFGH-IJKL-MNOP"), commitment.ToString(), StringComparison.Ordinal);
    }
}
