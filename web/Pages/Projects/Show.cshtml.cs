using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Discussion;
using Participation.Web.Foundation;
using Participation.Web.Pages.Budgets;
using Participation.Web.Pages.Discussion;

namespace Participation.Web.Pages.Projects;

/// <summary>One project of a budget: what it is, what it costs, what became of it.</summary>
public class ShowModel(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock) : BudgetPage(db, almanac, me, clock)
{
    [FromRoute(Name = "number")]
    public int ProjectNumber { get; set; }

    public Project Project { get; private set; } = null!;

    public ProjectResult? Result { get; private set; }

    /// <summary>The proposal it grew from, if any.</summary>
    public (int Number, string Title)? Source { get; private set; }

    public Talk Talk => new(Project.Id, TopicKind.Project, Space, Project.TakesComments, Project.Comments, $"/projects/{Number}/{ProjectNumber}");

    public async Task<IActionResult> OnGetAsync()
    {
        if (Budget.Projects.FirstOrDefault(p => p.Number == ProjectNumber) is not { } project)
        {
            return NotFound();
        }

        Project = project;
        Result = Budget.Result?.Projects.FirstOrDefault(r => r.ProjectId == project.Id);
        var source = await Db.Proposals
            .Where(p => p.Id == project.ProposalId && p.PublishedAt != null && p.HiddenAt == null)
            .Select(p => new { p.Number, p.Title })
            .SingleOrDefaultAsync(HttpContext.RequestAborted);
        Source = source is null ? null : (source.Number, source.Title);

        return Page();
    }
}
