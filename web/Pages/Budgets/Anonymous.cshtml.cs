using Microsoft.AspNetCore.Mvc;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>
/// Takes ballots that come with a permit, from nobody: the browser sends no cookie, so that who is signed in is not told.
/// A forged request could cast a ballot only with a permit, and who has one need not forge.
/// </summary>
[IgnoreAntiforgeryToken]
public class AnonymousModel(ParticipationDb db, BallotBox box, ILetterhead head, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock)
    : ReceiptPage(db, box, head, almanac, me, clock)
{
    /// <summary>See <see cref="Permit.ToBytes"/>, as text; null where another ballot is replaced.</summary>
    [BindProperty]
    public string? Permit { get; set; }

    /// <summary>There is nothing to read here.</summary>
    public IActionResult OnGet() => Redirect($"{Address}/vote");

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var secret = await SecretAsync();
            Ballot = await Box.CastByPermitAsync(Budget, Space, secret is null ? ReadPermit() : null, Choices, NonceOrDrawn(), secret, Now);
        }
        catch (RefusedException refused)
        {
            return new JsonResult(new { why = words.Why(refused.Refusal) }) { StatusCode = StatusCodes.Status409Conflict };
        }

        ShowInOrder();
        return Page();
    }

    private Permit ReadPermit()
    {
        try
        {
            return Board.Permit.Read(System.Text.Encoding.UTF8.GetBytes(Permit ?? ""));
        }
        catch (BoardException)
        {
            throw new RefusedException(BudgetRefusals.PermitUnreadable);
        }
    }
}
