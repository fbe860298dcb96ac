namespace Participation.Board;

/// <summary>The short code of a ballot, to be read aloud and typed: the first 80 bits of its commitment in base32.</summary>
/// <remarks>RFC 4648 §6.</remarks>
public static class Tracker
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Letters = 16;

    /// <summary>Four groups of four, such as <c>MZXW-6YTB-OI4T-EMRQ</c>.</summary>
    public static string Of(Digest commitment)
    {
        var bytes = commitment.ToBytes();
        var letters = Enumerable.Range(0, Letters).Select(i => Alphabet[(((bytes[i * 5 / 8] << 8) | bytes[(i * 5 / 8) + 1]) >> (11 - (i * 5 % 8))) & 31]);

        return string.Join('-', letters.Chunk(4).Select(group => new string(group)));
    }

    /// <summary>As <see cref="Of"/> writes it, from what someone typed; null where that is no tracker.</summary>
    public static string? Typed(string text)
    {
        var letters = text.Where(c => c is not ('-' or ' ' or '\u00a0')).Select(char.ToUpperInvariant).ToArray();

        return letters.Length == Letters && letters.All(Alphabet.Contains)
            ? string.Join('-', letters.Chunk(4).Select(group => new string(group)))
            : null;
    }

    /// <summary>The hexadecimal digits with which every commitment of this tracker begins.</summary>
    /// <param name="tracker">What <see cref="Typed"/> gave.</param>
    public static string HexOf(string tracker)
    {
        var bits = tracker.Where(c => c != '-').Aggregate(UInt128.Zero, (sum, letter) => (sum << 5) | (uint)Alphabet.IndexOf(letter, StringComparison.Ordinal));

        return bits.ToString("x20", System.Globalization.CultureInfo.InvariantCulture);
    }
}
