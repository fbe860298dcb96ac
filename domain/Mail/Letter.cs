namespace Participation.Mail;

/// <summary>A letter to be sent by e-mail, kept until it is; where no mail server is configured, kept to be read.</summary>
public class Letter
{
    /// <summary>After so many failures the letter rests until someone asks again.</summary>
    public const int MaxTries = 8;

    private Letter()
    {
    }

    /// <param name="address">Where to, or null to look it up in the account of <paramref name="personId"/> when it is sent.</param>
    /// <param name="personId">To whom; null for an address without an account.</param>
    /// <param name="key">Says what the letter is about, so that a job that runs twice writes it once.</param>
    /// <param name="subject">One line.</param>
    /// <param name="body">Plain text.</param>
    /// <param name="now">When it was written.</param>
    public Letter(string? address, Guid? personId, string key, string subject, string body, DateTimeOffset now)
    {
        Address = address;
        PersonId = personId;
        Key = key;
        Subject = subject;
        Body = body;
        WrittenAt = now;
        NextTryAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string? Address { get; private set; }
    public Guid? PersonId { get; private set; }
    public string Key { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string Body { get; private set; } = "";
    public DateTimeOffset WrittenAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Null when it is sent, or rests after <see cref="MaxTries"/>.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    public int Tries { get; private set; }
    public string? Error { get; private set; }

    /// <summary>Holds a key to an account: its text is forgotten once it is sent.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Where the reader stops such letters; null for those about the account itself, which always come.</summary>
    public string? StopLink { get; init; }

    /// <summary>The text is still there to be sent.</summary>
    public bool CanBeSentAgain => Body.Length > 0 && NextTryAt is null;

    public void Sent(DateTimeOffset now)
    {
        SentAt = now;
        NextTryAt = null;
        Error = null;
        if (IsPrivate)
        {
            Body = "";
        }
    }

    /// <summary>Tries again after 1, 4, 9 … minutes.</summary>
    public void Failed(string error, DateTimeOffset now)
    {
        Tries++;
        Error = error;
        NextTryAt = Tries < MaxTries ? now.AddMinutes(Tries * Tries) : null;
    }

    /// <summary>Tries no more until someone asks again.</summary>
    public void Rest(string error)
    {
        Error = error;
        NextTryAt = null;
    }

    /// <exception cref="InvalidOperationException">There is nothing to send; see <see cref="CanBeSentAgain"/>.</exception>
    public void SendAgain(DateTimeOffset now)
    {
        if (!CanBeSentAgain)
        {
            throw new InvalidOperationException("The letter is waiting already, or its text is forgotten.");
        }

        Tries = 0;
        Error = null;
        NextTryAt = now;
    }
}
