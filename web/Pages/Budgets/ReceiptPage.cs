using Microsoft.AspNetCore.Mvc;
using Participation.Board;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>
/// Where a ballot goes into the box and its receipt is shown. That is shown here and nowhere else: afterwards nobody, this
/// program among them, knows whose it is. So there is no redirect; the form sent once more is answered with the same receipt.
/// </summary>
public abstract class ReceiptPage(ParticipationDb db, BallotBox box, ILetterhead head, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : BallotPage(db, box, almanac, me, clock)
{
    /// <summary>The receipt as a file, in place of a typed change code.</summary>
    [BindProperty]
    public IFormFile? Receipt { get; set; }

    /// <summary>Null until it is in the box.</summary>
    public CastBallot? Ballot { get; protected set; }

    public string Tracker => Board.Tracker.Of(Ballot!.Receipt.Leaf.Commitment);

    /// <summary>Where the tracker is looked up.</summary>
    public string BoardAddress => head.LinkTo($"{Address}/board?code={Tracker}");

    /// <summary>All that the voter keeps.</summary>
    public KeptReceipt Kept => new(Ballot!.Opening, Ballot.Receipt);

    /// <summary>Of the ballot to be replaced; null where none is.</summary>
    /// <exception cref="RefusedException">What was given is neither a receipt nor a change code.</exception>
    protected async Task<Digest?> SecretAsync()
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
