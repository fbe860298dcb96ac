using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>
/// Puts the ballot in the box, or one in place of another, and shows its receipt. That is shown here and nowhere else:
/// afterwards nobody, this program among them, knows whose it is. So there is no redirect; the form sent once more is
/// answered with the same receipt.
/// </summary>
[Authorize]
public class CastModel(ParticipationDb db, BallotBox box, ILetterhead head, Almanac almanac, CurrentPerson me, TimeProvider clock) : BallotPage(db, box, almanac, me, clock)
{
    /// <summary>The receipt as a file, in place of a typed change code.</summary>
    [BindProperty]
    public IFormFile? Receipt { get; set; }

    /// <summary>Null until it is in the box.</summary>
    public CastBallot? Ballot { get; private set; }

    public string Tracker => Board.Tracker.Of(Ballot!.Receipt.Leaf.Commitment);

    /// <summary>Where the tracker is looked up.</summary>
    public string BoardAddress => head.LinkTo($"{Address}/board?code={Tracker}");

    /// <summary>All that the voter keeps.</summary>
    public KeptReceipt Kept => new(Ballot!.Opening, Ballot.Receipt);

    /// <summary>There is nothing to read here: the choice is made one step before.</summary>
    public IActionResult OnGet() => Redirect($"{Address}/vote");

    public async Task<IActionResult> OnPostAsync()
    {
        RefusedException.ThrowIf(Budget.MinimumAge is null || IsOldEnough ? null : BudgetRefusals.TooYoung with { Count = Budget.MinimumAge });
        var person = await Me.RequireAsync();
        var nonce = NonceOrDrawn();
        var secret = await SecretAsync();

        Ballot = secret is { } its
            ? await Box.ReplaceAsync(Budget, Space, person, Choices, nonce, its, Now)
            : await Box.CastAsync(Budget, Space, person, Choices, nonce, Now, Sighting.NetworkOf(HttpContext.Connection.RemoteIpAddress));
        Shuffle(person);

        return Page();
    }

    private Digest NonceOrDrawn()
    {
        try
        {
            return Nonce is null ? Digest.Random() : Digest.FromHex(Nonce);
        }
        catch (BoardException)
        {
            return Digest.Random();
        }
    }

    private async Task<Digest?> SecretAsync()
    {
        if (Receipt is null && string.IsNullOrWhiteSpace(Secret))
        {
            return null;
        }

        try
        {
            return Receipt is null
                ? Digest.FromHex(string.Concat(Secret!.Where(char.IsLetterOrDigit)).ToLowerInvariant())
                : (await KeptReceipt.ReadAsync(Receipt)).Opening.ChangeSecret;
        }
        catch (BoardException)
        {
            throw new RefusedException(BoardRefusals.ReceiptUnreadable);
        }
    }
}
