using System.Text.Json;
using System.Text.Json.Nodes;
using Participation.Budgets;

namespace Participation.Board;

/// <summary>What a ballot is filled in against.</summary>
public interface IBallotPaper
{
    /// <summary>What there is to spend, in minor units.</summary>
    long Amount { get; }

    /// <summary>What a project costs, in minor units; null where none has this id.</summary>
    long? CostOf(string project);
}

/// <summary>How a ballot may be filled in, as the manifest fixes it before the vote.</summary>
public abstract record Form
{
    /// <summary>Its name in the manifest.</summary>
    public abstract string Kind { get; }

    /// <summary>How the counting rule reads such a ballot.</summary>
    public abstract Tally.BallotForm Counted { get; }

    /// <summary>How many choices count, where the form says so.</summary>
    public virtual int? MaxLength => null;

    /// <summary>How many projects a ballot may name at most, where the form limits that.</summary>
    public virtual int? MostChoices => null;

    /// <summary>The choices in the order in which a ballot lists them: by id, unless the order says something.</summary>
    public virtual IEnumerable<Choice> InOrder(IEnumerable<Choice> choices) => choices.OrderBy(c => c.Project, StringComparer.Ordinal);

    /// <summary>Why this is no ballot of the election; null when it is one.</summary>
    public Refusal? WhyNot(IReadOnlyList<Choice> choices, IBallotPaper paper) =>
        choices.DistinctBy(c => c.Project).Count() != choices.Count || choices.Any(c => paper.CostOf(c.Project) is null) ? BudgetRefusals.NoSuchProject
        : !InOrder(choices).SequenceEqual(choices) ? BallotRefusals.NotInOrder
        : choices.Any(c => c.Points is null == CarriesPoints) ? BallotRefusals.PointsMisplaced
        : WhyBeyond(choices, paper);

    internal static Form Read(JsonElement value)
    {
        var fields = new Fields(value, "the form");
        Form form = fields.Text("kind") switch
        {
            "approval" => new ApprovalForm(fields.SmallNumber("min"), fields.SmallNumber("max", 1)),
            "knapsack" => new KnapsackForm(fields.SmallNumber("share")),
            "cumulative" => new CumulativeForm(fields.SmallNumber("points", 1), fields.SmallNumber("most", 1)),
            "ranking" => new RankingForm(fields.SmallNumber("max", 1)),
            "one" => new OneForm(),
            "score" => new ScoreForm(fields.SmallNumber("max", 1)),
            var kind => throw new BoardException($"there is no ballot form “{kind}”"),
        };
        fields.End();

        return form;
    }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind };
        foreach (var (name, value) in Limits)
        {
            json[name] = value;
        }

        return json;
    }

    protected virtual bool CarriesPoints => false;

    protected virtual IEnumerable<(string Name, int Value)> Limits => [];

    /// <summary>What is wrong with the choices as a whole; each by itself is sound.</summary>
    protected abstract Refusal? WhyBeyond(IReadOnlyList<Choice> choices, IBallotPaper paper);
}

/// <summary>From <paramref name="Min"/> to <paramref name="Max"/> projects.</summary>
public sealed record ApprovalForm(int Min, int Max) : Form
{
    public override string Kind => "approval";

    public override int? MostChoices => Max;

    public override Tally.BallotForm Counted => Tally.BallotForm.Approval;

    protected override IEnumerable<(string, int)> Limits => [("min", Min), ("max", Max)];

    protected override Refusal? WhyBeyond(IReadOnlyList<Choice> choices, IBallotPaper paper) =>
        choices.Count < Min ? BallotRefusals.TooFew(Min) : choices.Count > Max ? BallotRefusals.TooMany(Max) : null;
}

/// <summary>Projects whose costs together stay within the amount.</summary>
/// <param name="Share">How much of the amount must be used at least, in per cent.</param>
public sealed record KnapsackForm(int Share = 0) : Form
{
    public override string Kind => "knapsack";

    public override Tally.BallotForm Counted => Tally.BallotForm.Approval;

    protected override IEnumerable<(string, int)> Limits => [("share", Share)];

    protected override Refusal? WhyBeyond(IReadOnlyList<Choice> choices, IBallotPaper paper)
    {
        var cost = choices.Aggregate(Int128.Zero, (sum, choice) => sum + paper.CostOf(choice.Project)!.Value);

        return choices.Count == 0 ? BudgetRefusals.NothingChosen
            : cost > paper.Amount ? BudgetRefusals.OverTheAmount
            : cost * 100 < (Int128)paper.Amount * Share ? BallotRefusals.BelowTheShare(Share)
            : null;
    }
}

/// <summary>Points to share out.</summary>
/// <param name="Points">How many at most in all.</param>
/// <param name="Most">How many at most on one project.</param>
public sealed record CumulativeForm(int Points, int Most) : Form
{
    public override string Kind => "cumulative";

    public override Tally.BallotForm Counted => Tally.BallotForm.Cumulative;

    protected override bool CarriesPoints => true;

    protected override IEnumerable<(string, int)> Limits => [("points", Points), ("most", Most)];

    protected override Refusal? WhyBeyond(IReadOnlyList<Choice> choices, IBallotPaper paper) =>
        choices.Count == 0 ? BudgetRefusals.NothingChosen
        : choices.Any(c => c.Points < 1 || c.Points > Most) || choices.Sum(c => (long)c.Points!) > Points ? BallotRefusals.PointsBeyond
        : null;
}

/// <summary>Up to <paramref name="Max"/> projects, the best liked first.</summary>
public sealed record RankingForm(int Max) : Form
{
    public override string Kind => "ranking";

    public override Tally.BallotForm Counted => Tally.BallotForm.Ordinal;

    public override int? MaxLength => Max;

    public override int? MostChoices => Max;

    public override IEnumerable<Choice> InOrder(IEnumerable<Choice> choices) => choices;

    protected override IEnumerable<(string, int)> Limits => [("max", Max)];

    protected override Refusal? WhyBeyond(IReadOnlyList<Choice> choices, IBallotPaper paper) =>
        choices.Count == 0 ? BudgetRefusals.NothingChosen : choices.Count > Max ? BallotRefusals.TooMany(Max) : null;
}

/// <summary>One project.</summary>
public sealed record OneForm : Form
{
    public override string Kind => "one";

    public override Tally.BallotForm Counted => Tally.BallotForm.ChooseOne;

    protected override Refusal? WhyBeyond(IReadOnlyList<Choice> choices, IBallotPaper paper) =>
        choices.Count < 1 ? BudgetRefusals.NothingChosen : choices.Count > 1 ? BallotRefusals.TooMany(1) : null;
}

/// <summary>A mark from 0 to <paramref name="Max"/> for each project one has an opinion on.</summary>
public sealed record ScoreForm(int Max) : Form
{
    public override string Kind => "score";

    public override Tally.BallotForm Counted => Tally.BallotForm.Scoring;

    protected override bool CarriesPoints => true;

    protected override IEnumerable<(string, int)> Limits => [("max", Max)];

    protected override Refusal? WhyBeyond(IReadOnlyList<Choice> choices, IBallotPaper paper) =>
        choices.Count == 0 ? BudgetRefusals.NothingChosen : choices.Any(c => c.Points < 0 || c.Points > Max) ? BallotRefusals.PointsBeyond : null;
}
