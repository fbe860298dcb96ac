using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets.Counter;

/// <summary>
/// Puts the ballot in the box and shows its receipt, once. The form sent once more, its code used up, is answered with the
/// same receipt.
/// </summary>
public class CastModel(ParticipationDb db, BallotBox box, CounterCodes codes, JustCast justCast, ILetterhead head, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : CounterPage(db, box, codes, almanac, me, clock)
{
    /// <summary>The number of the budget.</summary>
    [BindProperty]
    public int? Vote { get; set; }

    /// <summary>Null until it is in the box.</summary>
    public CastBallot? Ballot { get; private set; }

    public string Tracker => Board.Tracker.Of(Ballot!.Receipt.Leaf.Commitment);

    /// <summary>Where the tracker is looked up.</summary>
    public string BoardAddress => head.LinkTo($"{Address}/board?code={Tracker}");

    /// <summary>What lets the voter replace the ballot, in groups that can be copied.</summary>
    public string Secrets => string.Join(' ', Ballot!.Opening.ChangeSecret.ToString().Chunk(4).Select(c => new string(c)));

    protected override int? NumberSent => Vote;

    public async Task<IActionResult> OnPostAsync()
    {
        var nonce = NonceOrDrawn();
        if (Found is not null)
        {
            RefusedException.ThrowIf(Budget.WhyNotAtThatAge(IsOldEnough));

            Ballot = await Box.CastAtCounterAsync(Budget, Space, await VoterAsync(), Choices, nonce, Found, Now, IsOldEnough);
            justCast.Add(nonce);
        }
        else if (justCast.Has(nonce))
        {
            Ballot = await Box.FindAsync(Budget, Choices, nonce, HttpContext.RequestAborted);
        }

        if (Ballot is null)
        {
            return Redirect("/counter?spent=true");
        }

        ViewData["Seconds"] = CounterLook.ReceiptSeconds;
        ViewData["IsStart"] = true;
        CounterLook.Forget(Response);

        return Page();
    }
}
