namespace Participation.Jobs.Mail;

/// <summary>The mail server: section <c>Mail</c>. Without a host nothing is sent, and letters are kept to be read.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The address letters come from. Needed where there is a host.</summary>
    public string From { get; set; } = "";

    /// <summary>Whether the server is asked to encrypt before anything is said. Off only for a server on this machine.</summary>
    public bool StartTls { get; set; } = true;

    public bool IsConfigured => Host.Length > 0;

    public bool IsComplete => !IsConfigured || Port is > 0 and < 65536 && System.Net.Mail.MailAddress.TryCreate(From, out _);
}
