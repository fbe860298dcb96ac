using Participation.People;

namespace Participation.Jobs.Mail;

/// <summary>What every letter needs to know of the town that writes it.</summary>
public interface ILetterhead
{
    /// <summary>Who writes, in this language: <c>Montbrune participe</c>.</summary>
    string Town(string language);

    /// <param name="path">Of a page here, from the slash on.</param>
    /// <returns>The whole address, as it can be opened from a letter.</returns>
    string LinkTo(string path);

    /// <returns>The whole address of the page where this person stops these letters without signing in.</returns>
    string LinkToStop(Guid personId, MailChoices choice);
}

/// <summary>Knows where people can be written to. Addresses stay with the accounts and are looked up at the last moment.</summary>
public interface IAddressBook
{
    /// <returns>Null when there is no account any more, or its address was never confirmed.</returns>
    Task<string?> AddressOfAsync(Guid personId, CancellationToken stop);
}
