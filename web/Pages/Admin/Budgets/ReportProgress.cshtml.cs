using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>Tells residents how far a project has come.</summary>
public class ReportProgressModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    [FromRoute]
    public int Number { get; set; }

    [BindProperty]
    public Progress Progress { get; set; }

    [BindProperty]
    public TypedText Note { get; set; } = new();

    public Project Project { get; private set; } = null!;

    public void OnGet()
    {
        Progress = Project.Progress;
        Note = TypedText.Of(Project.ProgressNote);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Project.Report(Enum.IsDefined(Progress) ? Progress : Progress.None, Note.ToText());
        await SaveAsync(BudgetPart.Progress);

        return Done(Address, "admin.saved");
    }

    protected override Task<bool> FindMoreAsync()
    {
        var project = Budget.Projects.FirstOrDefault(p => p.Number == Number);
        Project = project!;
        return Task.FromResult(project is not null);
    }
}
