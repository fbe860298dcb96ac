using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>One group of projects of which only so many may be chosen, new or there already. Without projects it is gone.</summary>
public class GroupModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private const string New = "new";

    /// <summary><c>new</c>, or its place among the groups, from 1.</summary>
    [FromRoute]
    public string Place { get; set; } = New;

    /// <summary>Numbers of its projects.</summary>
    [BindProperty]
    public int[] Projects { get; set; } = [];

    /// <summary>How many of them may be chosen, as typed.</summary>
    [BindProperty]
    public string? Most { get; set; } = "1";

    private IReadOnlyList<ProjectGroup> Groups => Budget.Terms.Groups;

    private int Index => int.TryParse(Place, CultureInfo.InvariantCulture, out var place) ? place - 1 : Groups.Count;

    public void OnGet()
    {
        if (Index < Groups.Count)
        {
            Projects = Groups[Index].Projects;
            Most = Groups[Index].Most.ToString(CultureInfo.InvariantCulture);
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!int.TryParse(Most, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var most) || most < 1)
        {
            Mind(BudgetRefusals.LimitTooSmall with { Field = nameof(Most) });
            return Again();
        }

        var others = Groups.Where((_, place) => place != Index);
        await SettleAsync(Budget.Terms with { Groups = Projects.Length == 0 ? [.. others] : [.. others, new ProjectGroup(most, [.. Projects.Order()])] });

        return Done(Address, "admin.saved");
    }

    protected override Task<bool> FindMoreAsync() => Task.FromResult(Place == New || (Index >= 0 && Index < Groups.Count));
}
