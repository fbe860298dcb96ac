using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Takes a project out of a budget, before anyone can vote for it.</summary>
public class RemoveProjectModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    [FromRoute]
    public int Number { get; set; }

    public Project Project { get; private set; } = null!;

    public void OnGet()
    {
        // The base has found all that the question needs.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Budget.Remove(Project, Space, Now);
        await SaveAsync(BudgetPart.Projects);

        return Done(Address, "admin.projects.removed");
    }

    protected override Task<bool> FindMoreAsync()
    {
        var project = Budget.Projects.FirstOrDefault(p => p.Number == Number);
        Project = project!;
        return Task.FromResult(project is not null);
    }
}
