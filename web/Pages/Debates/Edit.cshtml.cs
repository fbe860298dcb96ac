using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Debates;

[Authorize(Policy = Policies.Council)]
public class EditModel(ParticipationDb db, Almanac almanac, CurrentPerson me, Words words) : DebatePage(db, almanac, me)
{
    [BindProperty]
    public DebateText Text { get; set; } = new();

    public void OnGet() => Text = DebateText.Of(Debate);

    public async Task<IActionResult> OnPostAsync()
    {
        Debate.Reword(await Me.RequireAsync(), Text.Titles, Text.Bodies);
        await Db.SaveChangesAsync();

        TempData["Done"] = words["discussion.debates.saved"];
        return LocalRedirect($"/debates/{Number}");
    }
}
