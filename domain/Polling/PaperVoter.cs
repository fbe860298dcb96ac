using System.Globalization;
using System.Text;
using Participation.Board;
using Participation.People;
using Participation.Spaces;

namespace Participation.Polling;

/// <summary>
/// A person without an account who votes on paper in one space. All that is kept beside their name and district is a
/// keyed hash that makes them out, and that only until the results there are published.
/// </summary>
public class PaperVoter
{
    private PaperVoter()
    {
    }

    public PaperVoter(Person person, Space space, Digest identity) =>
        (PersonId, SpaceId, Identity) = (person.Id, space.Id, identity.ToBytes());

    public Guid PersonId { get; private set; }
    public Guid SpaceId { get; private set; }

    /// <summary>A keyed hash of <see cref="TextOf"/>.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>What makes a person out: the same for the same name, however it is written, and the same date of birth.</summary>
    public static string TextOf(Space space, string name, DateOnly born) =>
        string.Create(CultureInfo.InvariantCulture, $"{space.Id} {string.Join(' ', PlainWords(name).Order(StringComparer.Ordinal))} {born:O}");

    /// <summary>Without capitals and accents; hyphens and apostrophes part words.</summary>
    private static string[] PlainWords(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            plain.Append(char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
