using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Gives the browser of someone who may vote the permit that her ballot comes with, without seeing it.</summary>
[Authorize]
public class AskPermitModel(ParticipationDb db, BallotBox box, PermitOffice office, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock)
    : BallotPage(db, box, almanac, me, clock)
{
    /// <summary>What is to be signed, in base64.</summary>
    [BindProperty]
    public string? Blinded { get; set; }

    /// <summary>There is nothing to read here.</summary>
    public IActionResult OnGet() => Redirect($"{Address}/vote");

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var signature = await office.GiveAsync(Budget, Space, await Me.RequireAsync(), ReadBlinded(), Now, IsOldEnough, HttpContext.RequestAborted);

            return new JsonResult(new { signature = Convert.ToBase64String(signature) });
        }
        catch (RefusedException refused)
        {
            return new JsonResult(new { why = words.Why(refused.Refusal) }) { StatusCode = StatusCodes.Status409Conflict };
        }
    }

    private byte[] ReadBlinded()
    {
        try
        {
            return Convert.FromBase64String(Blinded ?? "");
        }
        catch (FormatException)
        {
            throw new RefusedException(BudgetRefusals.PermitUnreadable);
        }
    }
}
