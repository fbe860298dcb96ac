using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Pabulib;
using Participation.Texts;
using Participation.Web.Foundation;
using Participation.Web.Pages.Budgets;

namespace Participation.Web.Pages.Admin.Trials;

/// <summary>Rules tried on ballots that were cast, before one is chosen for the next vote. Nothing of it is kept.</summary>
[RequestSizeLimit(2 * MostBytes), RequestFormLimits(MultipartBodyLengthLimit = 2 * MostBytes)]
public class TrialModel(ParticipationDb db, BallotBox box, Almanac almanac, Words words) : AdminPage(words), IDrawnAgain
{
    /// <summary>Of a file. One just too heavy is refused in words, not by cutting the connection.</summary>
    public const long MostBytes = 20_000_000;

    /// <summary>So many are counted by every rule while someone waits.</summary>
    public const int MostBallots = 100_000;

    /// <summary>The latest are offered.</summary>
    private const int MostVotes = 50;

    /// <summary>Number of a past vote; null to read <see cref="Upload"/>.</summary>
    [BindProperty]
    public int? Vote { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>Some of <see cref="ComparedRules.ToTry"/>.</summary>
    [BindProperty]
    public List<string> Rules { get; set; } = [];

    public IReadOnlyList<(int Number, LocalizedText Title, int Turnout)> Votes { get; private set; } = [];

    /// <summary>Null until something was compared.</summary>
    public TriedVote? Tried { get; private set; }

    public SideBySide? Compared { get; private set; }

    /// <summary>How many of the ballots nobody else cast alike; null until they were read.</summary>
    public PatternRisk? Risk { get; private set; }

    /// <summary>Rules that were asked for and could not be counted.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Rules = [.. ComparedRules.ToTry.Take(4)];
        await DrawAgainAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await DrawAgainAsync();
        Rules = [.. ComparedRules.ToTry.Intersect(Rules)];
        if (Rules.Count == 0)
        {
            Mind(nameof(Rules), Words["results.trial.no_rule"]);
        }

        var vote = Vote is { } number ? await OfTownAsync(number) : OfFile();
        if (!ModelState.IsValid || vote is null)
        {
            return Again();
        }

        // Counting takes all of a processor, for seconds: the request waits elsewhere.
        await Task.Run(() => Compare(vote), HttpContext.RequestAborted);

        return Page();
    }

    public async Task DrawAgainAsync()
    {
        var votes = await db.Budgets.AsNoTracking()
            .Where(b => b.PublishedAt != null)
            .OrderByDescending(b => b.Number)
            .Take(MostVotes)
            .Select(b => new { b.Number, b.Title, b.Turnout })
            .ToListAsync(HttpContext.RequestAborted);
        Votes = [.. votes.Select(b => (b.Number, b.Title, b.Turnout))];
    }

    private async Task<TriedVote?> OfTownAsync(int number)
    {
        if (await db.Budgets.AsNoTracking().WithProjects().SingleOrDefaultAsync(b => b.Number == number && b.PublishedAt != null, HttpContext.RequestAborted) is not { } budget)
        {
            return Mind(nameof(Vote), Words["results.trial.no_such_vote"]);
        }

        return budget.Turnout > MostBallots
            ? Mind(nameof(Vote), TooMany(budget.Turnout))
            : TriedVote.Of(budget, box, SideBySide.NamesIn(await almanac.ReadAsync(HttpContext.RequestAborted)));
    }

    private TriedVote? OfFile()
    {
        if (Upload is not { Length: > 0 } upload)
        {
            return Mind(nameof(Upload), Words["results.trial.no_source"]);
        }

        if (upload.Length > MostBytes)
        {
            return Mind(nameof(Upload), Words["results.trial.too_heavy"]);
        }

        try
        {
            var file = PabulibFile.Open(upload.OpenReadStream);

            return file.AnnouncedVotes > MostBallots ? Mind(nameof(Upload), TooMany(file.AnnouncedVotes))
                : file.Decimals > Money.Decimals ? Mind(nameof(Upload), Words["results.trial.too_fine"])
                : TriedVote.Of(file);
        }
        catch (PabulibException problem)
        {
            return Mind(nameof(Upload), Words.With($"pabulib.{problem.Code}", [.. problem.Arguments.Select(argument => (argument.Key, argument.Value))]));
        }
        catch (OverflowException)
        {
            return Mind(nameof(Upload), Words["results.trial.too_large"]);
        }
    }

    private void Compare(TriedVote vote)
    {
        var results = Rules.Select(rule => (Rule: rule, Result: RuleResult.By(ComparedRules.For(rule, vote.Election, vote.Ballots), vote.Election, vote.Counted))).ToList();
        LeftOut = [.. results.Where(r => r.Result is null).Select(r => r.Rule)];
        Tried = vote;
        Risk = PatternRisk.Of(vote.Election);
        Compared = results.Count == LeftOut.Count
            ? null
            : new SideBySide([.. results.Select(r => r.Result).OfType<RuleResult>()], vote.Projects, vote.Amount.Currency, Own: false) { DistrictName = vote.DistrictName };
    }

    private string TooMany(long ballots) =>
        Words.With("results.trial.too_many", ("count", Words.Number(ballots)), ("limit", Words.Number(MostBallots)));

    private TriedVote? Mind(string field, string problem)
    {
        ModelState.AddModelError(field, problem);

        return null;
    }
}
