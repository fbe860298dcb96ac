using Participation.Board;
using Participation.Budgets;
using Participation.Polling;
using Participation.Spaces;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Polling;

public class SheetTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly Space _space = new("vote", LocalizedText.Of("Vote"), Now);
    private readonly Budget _budget;

    public SheetTests()
    {
        _budget = new Budget(_space, LocalizedText.Of("Budget"), new Money(100_00, "EUR"), Now);
        foreach (var title in new[] { "Verger", "Bancs", "Fontaine", "Kiosque" })
        {
            _budget.Add(_space, new ProjectText(LocalizedText.Of(title), 40_00), Now);
        }
    }

    [Theory]
    [InlineData("knapsack", "3 1", "1 3")]
    [InlineData("knapsack", " 3,1; ", "1 3")]
    [InlineData("approval", "4 2 1", "1 2 4")]
    [InlineData("one", "2", "2")]
    [InlineData("ranking", "3 1 2", "3 1 2")]
    [InlineData("cumulative", "3:4 1:6", "1:6 3:4")]
    [InlineData("score", "3:0 1:5", "1:5 3:0")]
    public void A_paper_is_typed_in_any_order_unless_the_order_says_something(string kind, string typed, string kept)
    {
        _budget.Settle(_space, _budget.Terms.AskingFor(FormOf(kind)), Now);

        var sheet = Sheet.Read(typed, _budget);

        Assert.Equal((SheetKind.Valid, kept), (sheet.Kind, sheet.ToString()));
        Assert.Equal(sheet, Sheet.Read(kept, _budget));
    }

    [Theory]
    [InlineData("b")]
    [InlineData("Blanc")]
    [InlineData("blank")]
    public void A_blank_paper_is_one_word(string typed) => Assert.Equal(Sheet.Blank, Sheet.Read(typed, _budget));

    [Theory]
    [InlineData("n")]
    [InlineData("NUL")]
    [InlineData("spoilt")]
    public void A_spoilt_paper_is_one_word(string typed) => Assert.Equal(Sheet.Spoilt, Sheet.Read(typed, _budget));

    [Theory]
    [InlineData("knapsack", null, "polling_sheet_unreadable")]
    [InlineData("knapsack", " ", "polling_sheet_unreadable")]
    [InlineData("knapsack", "trois", "polling_sheet_unreadable")]
    [InlineData("knapsack", "1:2:3", "polling_sheet_unreadable")]
    [InlineData("knapsack", "-1", "polling_sheet_unreadable")]
    [InlineData("knapsack", "9", "ballot_no_such_project")]
    [InlineData("knapsack", "1 1", "ballot_no_such_project")]
    [InlineData("knapsack", "1 2 3", "ballot_above_the_amount")]
    [InlineData("knapsack", "1:2", "ballot_points_misplaced")]
    [InlineData("one", "1 2", "ballot_too_many")]
    [InlineData("ranking", "1 2 3 4", "ballot_too_many")]
    [InlineData("cumulative", "1", "ballot_points_misplaced")]
    [InlineData("cumulative", "1:7 2:4", "ballot_points_beyond")]
    [InlineData("score", "1:6", "ballot_points_beyond")]
    public void What_makes_no_ballot_is_refused_where_it_is_typed(string kind, string? typed, string code)
    {
        _budget.Settle(_space, _budget.Terms.AskingFor(FormOf(kind)), Now);

        var refused = Assert.Throws<RefusedException>(() => Sheet.Read(typed, _budget));

        Assert.Equal((code, "Typed"), (refused.Refusal.Code, refused.Refusal.Field));
    }

    [Theory]
    [InlineData("k7qm2xwd", "K7QM-2XWD")]
    [InlineData(" K7QM 2XWD ", "K7QM-2XWD")]
    [InlineData("K7QM-2XW", null)]
    [InlineData("K7QM-2XWO", null)]
    [InlineData(null, null)]
    public void A_code_is_read_however_it_is_typed(string? typed, string? code) => Assert.Equal(code, CounterCode.Typed(typed));

    [Fact]
    public void Codes_are_drawn_and_can_be_typed() => Assert.All(Enumerable.Range(0, 100).Select(_ => CounterCode.Draw()), code => Assert.Equal(code, CounterCode.Typed(code)));

    [Fact]
    public void A_paper_voter_is_the_same_however_the_name_is_written()
    {
        var born = new DateOnly(1954, 3, 27);
        var one = PaperVoter.TextOf(_space, "Éléonore Dupont-Moretti", born);

        Assert.Equal(one, PaperVoter.TextOf(_space, "  DUPONT moretti  eleonore ", born));
        Assert.NotEqual(one, PaperVoter.TextOf(_space, "Éléonore Dupont", born));
        Assert.NotEqual(one, PaperVoter.TextOf(_space, "Éléonore Dupont-Moretti", born.AddDays(1)));
    }

    private static Form FormOf(string kind) => kind switch
    {
        "approval" => new ApprovalForm(1, 3),
        "one" => new OneForm(),
        "ranking" => new RankingForm(3),
        "cumulative" => new CumulativeForm(10, 6),
        "score" => new ScoreForm(5),
        _ => new KnapsackForm(),
    };
}
