using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Texts;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Debates;

/// <summary>The council says what it takes from a debate, and ends it.</summary>
[Authorize(Policy = Policies.Council)]
public class ConcludeModel(ParticipationDb db, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock) : DebatePage(db, almanac, me)
{
    [BindProperty]
    public string? Conclusion { get; set; }

    [BindProperty]
    public string? ConclusionEn { get; set; }

    public void OnGet()
    {
        Conclusion = Debate.Conclusion.ByLanguage.GetValueOrDefault("fr");
        ConclusionEn = Debate.Conclusion.ByLanguage.GetValueOrDefault("en");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Debate.Conclude(await Me.RequireAsync(), LocalizedText.Of(Conclusion ?? "", ConclusionEn), clock.GetUtcNow());
        await Db.SaveChangesAsync();

        TempData["Done"] = words["discussion.debates.concluded_done"];
        return LocalRedirect($"/debates/{Number}");
    }
}
