using Participation.Proposals;
using Xunit;

namespace Participation.Domain.Tests.Proposals;

public class ProposalCursorTests
{
    private static readonly Guid Id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    [Theory]
    [InlineData(ProposalOrder.Shuffled, 0)]
    [InlineData(ProposalOrder.Shuffled, int.MaxValue)]
    [InlineData(ProposalOrder.MostSupported, 128)]
    [InlineData(ProposalOrder.Newest, 857_000_000_000_123)]
    [InlineData(ProposalOrder.Newest, -5)]
    public void A_cursor_is_read_as_it_was_written(ProposalOrder order, long key)
    {
        var cursor = new ProposalCursor(order, key, Id);

        Assert.Equal(cursor, ProposalCursor.Parse(cursor.ToString(), order));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("'; drop table proposals; --")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AP__________AYkKXayWd0u8zrMCCZqAVw")]
    public void What_is_no_cursor_is_none(string? text) => Assert.Null(ProposalCursor.Parse(text, ProposalOrder.Shuffled));

    [Fact]
    public void A_cursor_of_another_order_is_none() =>
        Assert.Null(ProposalCursor.Parse(new ProposalCursor(ProposalOrder.Newest, 5, Id).ToString(), ProposalOrder.MostSupported));
}
