using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Tally;
using Participation.Texts;
using Participation.Web.Foundation;
using Form = Participation.Board.Form;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>How ballots of a budget are filled in and counted; settled when people begin to vote.</summary>
public class RulesModel(ParticipationDb db, BallotBox box, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private const string MostPoints = "greedy";
    private const string Density = "greedy-density";
    private const string Shares = "equal-shares";
    private const string Threshold = "-threshold";

    /// <summary>Ways of filling in a ballot, by <see cref="Board.Form.Kind"/>, with the names of their limits.</summary>
    public IReadOnlyList<(string Kind, string[] Limits)> Forms { get; } =
    [
        ("knapsack", ["Share"]), ("approval", ["Min", "Max"]), ("one", []), ("cumulative", ["Points", "Most"]), ("ranking", ["Ranks"]), ("score", ["Mark"]),
    ];

    /// <summary>Ways of counting; the first word of a rule.</summary>
    public IReadOnlyList<string> Methods { get; } = [MostPoints, "greedy-no-skip", Density, Shares];

    /// <summary>One of <see cref="Forms"/>.</summary>
    [BindProperty]
    public string? Form { get; set; }

    /// <summary>Limits as typed, by name.</summary>
    [BindProperty]
    public Dictionary<string, string?> Limits { get; set; } = [];

    /// <summary>One of <see cref="Methods"/>.</summary>
    [BindProperty]
    public string? Method { get; set; }

    /// <summary>The least points of a project that is chosen, as typed; empty where there is no threshold.</summary>
    [BindProperty]
    public string? MinimumScore { get; set; }

    /// <summary>What a project is worth to its supporters.</summary>
    [BindProperty]
    public Utility Utility { get; set; }

    /// <summary>Whether shares are raised while money is left.</summary>
    [BindProperty]
    public Completion Completion { get; set; } = Completion.Add1;

    /// <summary>By how much shares are raised at a time, in euros, as typed.</summary>
    [BindProperty]
    public string? Increment { get; set; } = "1";

    /// <summary>Whether what is left is spent by most points first.</summary>
    [BindProperty]
    public bool ThenGreedy { get; set; }

    /// <summary>See <see cref="Budget.DistrictId"/>.</summary>
    [BindProperty]
    public Guid? District { get; set; }

    /// <summary>As typed; empty where no age is asked for.</summary>
    [BindProperty]
    public string? MinimumAge { get; set; }

    /// <summary>See <see cref="VoteTerms.StandsAlone"/>.</summary>
    [BindProperty]
    public bool StandsAlone { get; set; }

    /// <summary>As typed; empty where there is none.</summary>
    [BindProperty]
    public string? Quorum { get; set; }

    /// <summary>See <see cref="VoteTerms.PublishesOnlySums"/>.</summary>
    [BindProperty]
    public bool PublishesOnlySums { get; set; }

    /// <summary>See <see cref="Board.PossibleBallots"/>, with the form as it is saved.</summary>
    public double PossibleBallots => Board.PossibleBallots.Of(Budget.BallotRules, Budget.Projects.Count);

    /// <summary>How many ballots nobody else cast alike in the last vote whose ballots were published; null while there is none.</summary>
    public (LocalizedText Title, PatternRisk Risk)? LastVote { get; private set; }

    /// <summary>See <see cref="VoteTerms.AwaitsSignature"/>.</summary>
    [BindProperty]
    public bool AwaitsSignature { get; set; }

    /// <summary>See <see cref="VoteTerms.TakesPaper"/>.</summary>
    [BindProperty]
    public bool TakesPaper { get; set; }

    public void OnGet()
    {
        var terms = Budget.Terms;
        (District, StandsAlone, AwaitsSignature, TakesPaper, PublishesOnlySums) = (Budget.DistrictId, terms.StandsAlone, terms.AwaitsSignature, terms.TakesPaper, terms.PublishesOnlySums);
        (MinimumAge, Quorum) = (Typed(terms.MinimumAge), Typed(terms.Quorum));
        var form = Budget.BallotRules;
        Form = form.Kind;
        Limits = LimitsOf(form).ToDictionary(l => l.Name, l => Typed(l.Value));

        switch (Rules.Named(terms.Rule))
        {
            case EqualShares shares:
                (Method, Utility, Completion, ThenGreedy) = (Shares, shares.Utility, shares.Completion, shares.ThenGreedy);
                Increment = shares.Increment.ToString();
                break;
            case Greedy greedy:
                (Method, ThenGreedy) = ((greedy with { HasThreshold = false }).Name, true);
                MinimumScore = greedy.HasThreshold ? Typed(terms.MinimumScore) : null;
                break;
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (form, rule, age) = (ReadForm(), ReadRule(), ReadAge());
        var score = Method is Shares or Density ? null : Whole<long>(MinimumScore, nameof(MinimumScore));
        var quorum = Whole<int>(Quorum, nameof(Quorum));
        if (!ModelState.IsValid)
        {
            return Again();
        }

        Budget.Admit(Space, Almanac.District(District), Now);
        await SettleAsync(Budget.Terms.AskingFor(form!) with
        {
            Rule = rule!,
            MinimumScore = score ?? 0,
            MinimumAge = age,
            StandsAlone = StandsAlone,
            Quorum = quorum,
            PublishesOnlySums = PublishesOnlySums,
            AwaitsSignature = AwaitsSignature,
            TakesPaper = TakesPaper,
        });

        return Done(Address, "admin.saved");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (await Db.Budgets.AsNoTracking().WithProjects().Where(b => b.PublishedAt != null && b.FileHash == null && !b.Terms.PublishesOnlySums)
                .OrderByDescending(b => b.ClosedAt).FirstOrDefaultAsync(stop) is { } last)
        {
            // Reading every ballot takes a while: the request waits elsewhere.
            LastVote = (last.Title, await Task.Run(() => PatternRisk.Of(last.ToElection(box.Ballots(last))), stop));
        }

        return true;
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

        if (Method != Shares)
        {
            return string.IsNullOrWhiteSpace(MinimumScore) || Method == Density ? Method : Method + Threshold;
        }

        var shares = new EqualShares { Utility = Utility, Completion = Completion, ThenGreedy = ThenGreedy };
        if (Completion == Completion.None)
        {
            return shares.Name;
        }

        return TypedMoney.TryRead(Increment, out var minor) && minor > 0
            ? (shares with { Increment = new ExactAmount(minor, Money.Decimals) }).Name
            : Wrong<string>(TypedMoney.Unreadable(nameof(Increment)));
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

    /// <summary>A number above zero as typed; null where nothing was.</summary>
    private T? Whole<T>(string? typed, string field)
        where T : struct, IBinaryInteger<T>
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var isRead = T.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowThousands, Words.Culture, out var number);
        Mind(isRead && number > T.Zero ? null : BudgetRefusals.LimitTooSmall with { Field = field });
        return number;
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

    private static string? Typed(long? number) => number?.ToString(CultureInfo.InvariantCulture);

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
