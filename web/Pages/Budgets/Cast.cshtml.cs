using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Puts the person's ballot in the box, or one in place of another.</summary>
[Authorize]
public class CastModel(ParticipationDb db, BallotBox box, ILetterhead head, Almanac almanac, CurrentPerson me, TimeProvider clock) : ReceiptPage(db, box, head, almanac, me, clock)
{
    /// <summary>There is nothing to read here: the choice is made one step before.</summary>
    public IActionResult OnGet() => Redirect($"{Address}/vote");

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Budget.WhyNotAtThatAge(IsOldEnough));
        var person = await Me.RequireAsync();
        var nonce = NonceOrDrawn();
        var secret = await SecretAsync();

        Ballot = secret is { } its
            ? await Box.ReplaceAsync(Budget, Space, person, Choices, nonce, its, Now, IsOldEnough)
            : await Box.CastAsync(Budget, Space, person, Choices, nonce, Now, Sighting.NetworkOf(HttpContext.Connection.RemoteIpAddress), IsOldEnough);
        Shuffle(person);

        return Page();
    }
}
