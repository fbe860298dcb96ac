using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Discussion;
using Participation.Proposals;
using Participation.Texts;
using Participation.Web.Foundation;
using Participation.Web.Pages.Spaces;

namespace Participation.Web.Pages;

/// <summary>What is open and until when, what others say, what became of the last vote.</summary>
public class IndexModel(ParticipationDb db, Almanac almanac, TimeProvider clock) : PageModel
{
    private const int MostCards = 6;
    private const int MostSaid = 3;
    private const int ExcerptLength = 150;

    /// <summary>The one thing to do now; null where nothing is open or announced.</summary>
    public SpaceGlance? First { get; private set; }

    /// <summary>The vote that is open in <see cref="First"/>, where there is exactly one.</summary>
    public OpenBudget? Budget { get; private set; }

    public IReadOnlyList<SpaceGlance> Others { get; private set; } = [];
    public IReadOnlyList<Said> LatestSaid { get; private set; } = [];
    public IReadOnlyList<Chosen> Projects { get; private set; } = [];

    /// <summary>The chosen project that shows best what votes are for.</summary>
    public Chosen? Example => Projects.FirstOrDefault(p => p.Progress == Progress.Done) ?? (Projects.Count > 0 ? Projects[0] : null);

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var spaces = (await almanac.ReadAsync(stop)).Spaces.Where(s => s.IsPublished).ToList();
        var sorted = SpaceGlance.Sorted(spaces, clock.GetUtcNow()).Where(s => s.Stage != SpaceStage.Over).ToList();

        First = sorted.Count > 0 ? sorted[0] : null;
        Others = [.. sorted.Skip(1).Take(MostCards)];
        Budget = First?.Stage == SpaceStage.Vote ? await BudgetAsync(First.Space.Id, stop) : null;
        var published = spaces.Select(s => s.Id).ToArray();
        LatestSaid = await SaidAsync(published, stop);
        Projects = await ChosenAsync(published, stop);
    }

    private async Task<OpenBudget?> BudgetAsync(Guid spaceId, CancellationToken stop)
    {
        var budgets = await db.Budgets
            .Where(b => b.SpaceId == spaceId && b.ClosedAt == null)
            .OrderBy(b => b.Number)
            .Select(b => new OpenBudget(b.Id, b.Number, new Money(b.AmountMinor, b.Currency), b.Turnout))
            .Take(2)
            .ToListAsync(stop);
        return budgets.Count == 1 ? budgets[0] : null;
    }

    private async Task<IReadOnlyList<Said>> SaidAsync(Guid[] spaces, CancellationToken stop)
    {
        // One lively debate is not to fill the page: a few more are read, and the latest of each is shown.
        var latest = await (
            from comment in db.Comments
            join topic in db.Topics on comment.TopicId equals topic.Id
            join author in db.People on comment.AuthorId equals author.Id
            from proposal in db.Proposals.Published().Where(p => p.Id == topic.Id).DefaultIfEmpty()
            from debate in db.Debates.Where(d => d.Id == topic.Id).DefaultIfEmpty()
            from project in db.Projects.Where(p => p.Id == topic.Id).DefaultIfEmpty()
            from budget in db.Budgets.Where(b => b.Id == project.BudgetId).DefaultIfEmpty()
            where comment.HiddenAt == null && spaces.Contains(topic.SpaceId) && (topic.Kind != TopicKind.Proposal || proposal != null)
            orderby comment.Id descending
            select new
            {
                topic.Id,
                topic.Kind,
                comment.Body,
                Author = author.Name,
                Proposal = proposal.Title,
                ProposalNumber = (int?)proposal.Number,
                Debate = debate.Title,
                DebateNumber = (int?)debate.Number,
                Project = project.Title,
                ProjectNumber = (int?)project.Number,
                BudgetNumber = (int?)budget.Number,
            })
            .Take(MostSaid * 4)
            .ToListAsync(stop);

        return
        [
            .. latest.DistinctBy(c => c.Id).Take(MostSaid).Select(c => c.Kind switch
            {
                TopicKind.Proposal => new Said(Excerpt(c.Body), c.Author, LocalizedText.Of(c.Proposal), $"/proposals/{c.ProposalNumber}"),
                TopicKind.Debate => new Said(Excerpt(c.Body), c.Author, c.Debate, $"/debates/{c.DebateNumber}"),
                _ => new Said(Excerpt(c.Body), c.Author, c.Project, $"/projects/{c.BudgetNumber}/{c.ProjectNumber}"),
            }),
        ];

        static string Excerpt(string body) => Markdown.ToExcerpt(body, ExcerptLength);
    }

    private async Task<IReadOnlyList<Chosen>> ChosenAsync(Guid[] spaces, CancellationToken stop) => await (
        from project in db.Projects
        join budget in db.Budgets on project.BudgetId equals budget.Id
        where project.Progress != Progress.None && spaces.Contains(project.SpaceId)
        orderby budget.CreatedAt descending, project.Number
        select new Chosen(
            budget.Number, project.Number, project.Title, budget.Title, new Money(project.CostMinor, budget.Currency), project.Progress,
            project.ProgressNote, project.PhotoId))
        .Take(300)
        .ToListAsync(stop);
}

/// <summary>A vote that is going on.</summary>
public sealed record OpenBudget(Guid Id, int Number, Money Amount, int Turnout);

/// <summary>A few words of someone, and what they are about.</summary>
public sealed record Said(string Excerpt, string Author, LocalizedText About, string Address);

/// <summary>A project that residents chose and the town builds.</summary>
public sealed record Chosen(
    int BudgetNumber, int Number, LocalizedText Title, LocalizedText Budget, Money Cost, Progress Progress, LocalizedText Note, Guid? PhotoId)
{
    public string Address => $"/projects/{BudgetNumber}/{Number}";
}
