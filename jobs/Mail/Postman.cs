using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using Participation.Mail;

namespace Participation.Jobs.Mail;

/// <summary>Takes a letter to the mail server.</summary>
public sealed class Postman(IOptions<MailOptions> options, ILetterhead head)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="SmtpException">The server did not take it.</exception>
    /// <exception cref="FormatException">The address is none.</exception>
    /// <exception cref="OperationCanceledException">The server did not answer in time.</exception>
    public async Task DeliverAsync(Letter letter, string address, CancellationToken stop)
    {
        var mail = options.Value;
        using var message = new MailMessage
        {
            From = new MailAddress(mail.From, head.Town("fr"), Encoding.UTF8),
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = letter.Body,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.To.Add(new MailAddress(address));
        // The same letter sent twice is shown once by the reader's program.
        message.Headers["Message-ID"] = $"<{letter.Id:N}@{message.From.Host}>";
        message.Headers["Auto-Submitted"] = "auto-generated";
        if (letter.StopLink is not null)
        {
            message.Headers["List-Unsubscribe"] = $"<{letter.StopLink}>";
            message.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }

        using var client = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.StartTls };
        if (mail.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(mail.User, mail.Password);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        await client.SendMailAsync(message, patience.Token);
    }
}
