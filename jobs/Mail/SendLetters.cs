using System.Net.Mail;
using Participation.Database;
using Participation.Mail;

namespace Participation.Jobs.Mail;

/// <summary>
/// Sends the letters that wait. Each is held in a transaction of its own while it is sent, so nodes share the work and a
/// letter is sent twice only if its node dies between the server's yes and the commit.
/// </summary>
public sealed class SendLetters(ParticipationDb db, IAddressBook addresses, Postman postman, TimeProvider clock)
{
    /// <summary>Mail that was held up longer than this says nothing of use any more.</summary>
    private static readonly TimeSpan StillOfUse = TimeSpan.FromDays(3);

    /// <returns>How many the mail server took.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var sent = 0;
        while (await SendNextAsync(stop) is { } letter)
        {
            sent += letter.SentAt is null ? 0 : 1;
        }

        return sent;
    }

    private async Task<Letter?> SendNextAsync(CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var now = clock.GetUtcNow();
        var letter = await db.Letters.TakeNextAsync(now, stop);
        if (letter is not null)
        {
            await SendAsync(letter, now, stop);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            db.ChangeTracker.Clear();
        }

        return letter;
    }

    private async Task SendAsync(Letter letter, DateTimeOffset now, CancellationToken stop)
    {
        var address = letter.Address ?? (letter.PersonId is { } id ? await addresses.AddressOfAsync(id, stop) : null);
        if (address is null)
        {
            letter.Rest("no_address");
            return;
        }

        if (letter.NextTryAt < now - StillOfUse)
        {
            letter.Rest("too_late");
            return;
        }

        try
        {
            await postman.DeliverAsync(letter, address, stop);
            letter.Sent(now);
        }
        catch (Exception e) when (e is SmtpException or FormatException || e is OperationCanceledException && !stop.IsCancellationRequested)
        {
            letter.Failed(e.InnerException?.Message ?? e.Message, now);
        }
    }
}
