using System.Net.Mail;

namespace Participation.Web.Accounts;

/// <summary>An e-mail address as people type it.</summary>
public static class Address
{
    private const int MaxLength = 254;

    /// <summary>Whether mail could be sent there: one address and nothing else, so without a name or a line break.</summary>
    public static bool IsOne(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= MaxLength } address && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address && !address.Any(char.IsControl);
}
