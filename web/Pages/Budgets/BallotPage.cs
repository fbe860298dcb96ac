using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>A step of filling in a ballot: the choice travels in the form from step to step, and nowhere else.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class BallotPage(ParticipationDb db, BallotBox box, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : BudgetPage(db, almanac, me, clock), IDrawnAgain
{
    /// <summary>Numbers of the projects chosen so far.</summary>
    [BindProperty]
    public int[] Projects { get; set; } = [];

    /// <summary>What hides the ballot in the public log: 64 hexadecimal digits, drawn by the device where it can, else here.</summary>
    [BindProperty]
    public string? Nonce { get; set; }

    /// <summary>The change code of the ballot to be replaced, as typed.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    public Refusal? WhyNotVote { get; protected set; }

    /// <summary>How this person has voted; null while they have not.</summary>
    public Channel? Channel { get; private set; }

    /// <summary>Whether a ballot of theirs is in the box, which takes its receipt to be replaced.</summary>
    public bool IsChange => Channel == Participation.Budgets.Channel.Web;

    /// <summary>All projects, in an order of this voter's own, so that none is helped by its number; always the same for her.</summary>
    public IReadOnlyList<Project> Shuffled { get; private set; } = [];

    /// <summary>The number of the project that is shown, where they are shown one at a time.</summary>
    [BindProperty]
    public int? Shown { get; set; }

    /// <summary>Whether the voter would rather see all projects, where they are shown one at a time.</summary>
    [BindProperty]
    public bool ShowsAll { get; set; }

    /// <summary>The one project that is shown; null where all are.</summary>
    public Project? Current => Budget.ShowsOneByOne && !ShowsAll ? Shuffled.FirstOrDefault(p => p.Number == Shown) ?? (Shuffled.Count > 0 ? Shuffled[0] : null) : null;

    /// <summary>Points, or the mark, given so far, by number of project; what is not given is not there.</summary>
    // By its name: without one, a form that has no points would have its other fields read as some.
    [BindProperty(Name = nameof(Points))]
    public Dictionary<int, int?> Points { get; set; } = [];

    /// <summary>What the vote's board says first; null before the review.</summary>
    public Manifest? Manifest { get; protected set; }

    /// <summary>What the voter says where an age is asked for.</summary>
    [BindProperty]
    public bool IsOldEnough { get; set; }

    /// <summary>Whether projects are given points or marks, rather than named.</summary>
    public bool HasPoints => Form is CumulativeForm or ScoreForm;

    /// <summary>How a ballot of this budget is filled in.</summary>
    public Form Form => Budget.BallotRules;

    /// <summary>What the page of projects is called, by its key.</summary>
    public string ChooseTitle => Form is OneForm ? "budgets.ballot.choose_one_title" : "budgets.ballot.choose_title";

    /// <summary>What is chosen so far: in the voter's order where it says something.</summary>
    public IReadOnlyList<ProjectChoice> Choices => Form switch
    {
        CumulativeForm => [.. Budget.Projects.Where(p => PointsOf(p) > 0).Select(p => new ProjectChoice(p.Number, PointsOf(p)))],
        ScoreForm => [.. Budget.Projects.Where(p => PointsOf(p) is not null).Select(p => new ProjectChoice(p.Number, PointsOf(p)))],
        _ => [.. Projects.Select(n => new ProjectChoice(n))],
    };

    public IEnumerable<Project> Chosen => Form is RankingForm
        ? Projects.Select(n => Budget.Projects.FirstOrDefault(p => p.Number == n)).OfType<Project>()
        : Shuffled.Where(p => Choices.Any(c => c.Project == p.Number));

    public Money Spent => Budget.CostOf(Choices.Select(c => c.Project));

    /// <summary>Points not given yet; below zero when too many are.</summary>
    public int PointsLeft => Form is CumulativeForm form ? form.Points - Choices.Sum(c => c.Points ?? 0) : 0;

    public int? PointsOf(Project project) => Points.GetValueOrDefault(project.Number);

    public Money Left => Money(Budget.AmountMinor - Spent.Minor);

    public bool HasLimit => Form is KnapsackForm;

    /// <summary>Where the steps of filling it in are.</summary>
    public virtual string VoteAddress => $"{Address}/vote";

    /// <summary>At the counter, the code that lets this voter in; it travels with the choice. Else null.</summary>
    public virtual string? CounterCode => null;

    protected BallotBox Box => box;

    public Task DrawAgainAsync() => PrepareAsync();

    /// <summary>Who fills it in.</summary>
    protected virtual Task<Person> VoterAsync() => Me.RequireAsync();

    protected virtual async Task PrepareAsync()
    {
        var person = await VoterAsync();
        Channel = await Box.ChannelOfAsync(Budget.Id, person.Id);
        WhyNotVote = Budget.WhyNotVote(Space, person, Now) ?? await Box.WhyNotAsync(Budget, person.Id, Channel);
        Shuffle(person);
    }

    /// <summary>For a ballot of nobody: projects in their own order.</summary>
    protected void ShowInOrder() => Shuffled = Budget.Projects;

    protected void Shuffle(Person person) => Shuffled = [.. Budget.Projects.OrderBy(p => Place(person.Id, p.Id))];

    /// <summary>What is still missing for a project that is not chosen; null when it fits.</summary>
    public Money? Missing(Project project) =>
        HasLimit && !Projects.Contains(project.Number) && project.CostMinor > Left.Minor ? Money(project.CostMinor - Left.Minor) : null;

    protected Digest NonceOrDrawn()
    {
        try
        {
            return Nonce is null ? Digest.Random() : Digest.FromHex(Nonce);
        }
        catch (BoardException)
        {
            return Digest.Random();
        }
    }

    private static ulong Place(Guid person, Guid project)
    {
        Span<byte> both = stackalloc byte[32];
        person.TryWriteBytes(both);
        project.TryWriteBytes(both[16..]);

        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(both));
    }
}
