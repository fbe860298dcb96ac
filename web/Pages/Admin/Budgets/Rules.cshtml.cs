using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Tally;
using Participation.Web.Foundation;
using Form = Participation.Board.Form;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>How ballots of a budget are filled in and counted; settled when people begin to vote.</summary>
public class RulesModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private static readonly IReadOnlyList<(string Kind, string[] Limits)> Forms =
    [
        ("knapsack", ["Share"]), ("approval", ["Min", "Max"]), ("one", []), ("cumulative", ["Points", "Most"]), ("ranking", ["Ranks"]), ("score", ["Mark"]),
    ];

    private static readonly IReadOnlyList<string> Methods = ["greedy", "greedy-no-skip", "greedy-density", EqualShares];

    private const string EqualShares = "equal-shares";
    private const string Threshold = "-threshold";

    /// <summary>Ways of filling in a ballot, by <see cref="Board.Form.Kind"/>, with the names of their limits.</summary>
    public IReadOnlyList<(string Kind, string[] Limits)> AllForms => Forms;

    /// <summary>Ways of counting; the first word of a rule.</summary>
    public IReadOnlyList<string> AllMethods => Methods;

    /// <summary>One of <see cref="AllForms"/>.</summary>
    [BindProperty]
    public string? Form { get; set; }

    /// <summary>Limits as typed, by name.</summary>
    [BindProperty]
    public Dictionary<string, string?> Limits { get; set; } = [];

    /// <summary>One of <see cref="AllMethods"/>.</summary>
    [BindProperty]
    public string? Method { get; set; }

    /// <summary>The least points of a project that is chosen, as typed; empty where there is no threshold.</summary>
    [BindProperty]
    public string? MinimumScore { get; set; }

    /// <summary>Whether a project is worth to its supporters what it costs, or just one project: <c>cost</c> or <c>cardinality</c>.</summary>
    [BindProperty]
    public string? Utility { get; set; }

    /// <summary>Whether shares are raised while money is left: <c>none</c>, <c>add1</c> or <c>add1-official</c>.</summary>
    [BindProperty]
    public string? Completion { get; set; }

    /// <summary>By how much shares are raised at a time, in euros, as typed.</summary>
    [BindProperty]
    public string? Increment { get; set; }

    /// <summary>Whether what is left is spent by most points first.</summary>
    [BindProperty]
    public bool ThenGreedy { get; set; }

    /// <summary>See <see cref="Budget.DistrictId"/>.</summary>
    [BindProperty]
    public Guid? District { get; set; }

    /// <summary>As typed; empty where no age is asked for.</summary>
    [BindProperty]
    public string? MinimumAge { get; set; }

    /// <summary>See <see cref="Budget.StandsAlone"/>.</summary>
    [BindProperty]
    public bool StandsAlone { get; set; }

    /// <summary>See <see cref="Budget.AwaitsSignature"/>.</summary>
    [BindProperty]
    public bool AwaitsSignature { get; set; }

    public void OnGet()
    {
        (District, StandsAlone, AwaitsSignature) = (Budget.DistrictId, Budget.StandsAlone, Budget.AwaitsSignature);
        MinimumAge = Budget.MinimumAge?.ToString(CultureInfo.InvariantCulture);
        var form = Budget.BallotRules;
        Form = form.Kind;
        Limits = LimitsOf(form).ToDictionary(l => l.Name, l => (string?)l.Value.ToString(CultureInfo.InvariantCulture));

        var words = Budget.Rule.Split(' ');
        var settings = words.Skip(1).Select(s => s.Split('=', 2)).Where(s => s.Length == 2).ToDictionary(s => s[0], s => s[1]);
        Method = words[0].Replace(Threshold, "", StringComparison.Ordinal);
        MinimumScore = words[0].EndsWith(Threshold, StringComparison.Ordinal) ? Budget.MinimumScore.ToString(CultureInfo.InvariantCulture) : null;
        Utility = settings.GetValueOrDefault("utility", "cost");
        Completion = settings.GetValueOrDefault("completion", "add1");
        Increment = settings.GetValueOrDefault("increment", "1");
        ThenGreedy = Method != EqualShares || settings.ContainsKey("then");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (form, rule, score, age) = (ReadForm(), ReadRule(), ReadScore(), ReadAge());
        if (!ModelState.IsValid)
        {
            return Again();
        }

        Budget.AskFor(Space, form!, Now);
        Budget.CountBy(Space, rule!, score, Now);
        Budget.Admit(Space, Almanac.District(District), age, StandsAlone, Now);
        Budget.AwaitSignature(Space, AwaitsSignature, Now);
        await SaveAsync(BudgetPart.Rules);

        return Done(Address, "admin.saved");
    }

    private Form? ReadForm() => Form switch
    {
        "knapsack" when Limit("Share", orElse: 0) is { } share => new KnapsackForm(share),
        "approval" when (Limit("Min", orElse: 1), Limit("Max", orElse: Math.Max(1, Budget.Projects.Count))) is ({ } min, { } max) => new ApprovalForm(min, max),
        "one" => new OneForm(),
        "cumulative" when (Limit("Points"), Limit("Most")) is ({ } points, { } most) => new CumulativeForm(points, most),
        "ranking" when Limit("Ranks") is { } ranks => new RankingForm(ranks),
        "score" when Limit("Mark") is { } mark => new ScoreForm(mark),
        _ => Wrong<Form>(ModelState.IsValid ? BudgetRefusals.FormMissing : null),
    };

    private string? ReadRule()
    {
        if (Method is null || !Methods.Contains(Method))
        {
            return Wrong<string>(BudgetRefusals.RuleMissing);
        }

        if (Method != EqualShares)
        {
            return string.IsNullOrWhiteSpace(MinimumScore) || Method == "greedy-density" ? Method : Method + Threshold;
        }

        var increment = "";
        if (Completion != "none")
        {
            if (!TypedMoney.TryRead(Increment, out var minor) || minor == 0)
            {
                return Wrong<string>(TypedMoney.Unreadable(nameof(Increment)));
            }

            increment = $" increment={new ExactAmount(minor, Money.Decimals)}";
        }

        var rule = $"{EqualShares} utility={Utility} completion={Completion}{increment}{(ThenGreedy ? " then=greedy" : "")}";
        try
        {
            return Rules.Named(rule).Name;
        }
        catch (UnknownRuleException)
        {
            return Wrong<string>(BudgetRefusals.RuleMissing);
        }
    }

    private long ReadScore()
    {
        if (string.IsNullOrWhiteSpace(MinimumScore) || Method is EqualShares or "greedy-density")
        {
            return 0;
        }

        var isRead = long.TryParse(MinimumScore, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowThousands, Words.Culture, out var score);
        Mind(isRead && score > 0 ? null : BudgetRefusals.LimitTooSmall with { Field = nameof(MinimumScore) });
        return score;
    }

    private int? ReadAge()
    {
        if (string.IsNullOrWhiteSpace(MinimumAge))
        {
            return null;
        }

        var isRead = int.TryParse(MinimumAge, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var age);
        Mind(isRead ? null : BudgetRefusals.NoSuchAge);
        return age;
    }

    private int? Limit(string name, int? orElse = null)
    {
        var typed = Limits.GetValueOrDefault(name);
        if (string.IsNullOrWhiteSpace(typed) && orElse is not null)
        {
            return orElse;
        }

        if (int.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var limit))
        {
            return limit;
        }

        Mind(BudgetRefusals.LimitTooSmall with { Field = nameof(Form) });
        return null;
    }

    private T? Wrong<T>(Refusal? refusal)
        where T : class
    {
        Mind(refusal);
        return null;
    }

    private static IEnumerable<(string Name, int Value)> LimitsOf(Form form) => form switch
    {
        KnapsackForm f => [("Share", f.Share)],
        ApprovalForm f => [("Min", f.Min), ("Max", f.Max)],
        CumulativeForm f => [("Points", f.Points), ("Most", f.Most)],
        RankingForm f => [("Ranks", f.Max)],
        ScoreForm f => [("Mark", f.Max)],
        _ => [],
    };
}
