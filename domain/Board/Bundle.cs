using System.Globalization;
using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>
/// A finished election, whole: what anyone needs to count it again and to check that the log is what witnesses saw. As a
/// file it has one JSON text a line, in canonical form, so that the bytes of a line are what was hashed: how many lines of
/// each kind follow; signed heads; the leaves, the manifest first; the openings, sorted by commitment; the permits, sorted;
/// the outcome.
/// </summary>
/// <remarks>It is read as a stream, several times, and never held whole: a city has 100,000 ballots.</remarks>
public sealed class Bundle
{
    private const int Version = 1;

    /// <summary>Of leaves, openings and permits each: more than any town has, and what a reader's memory holds.</summary>
    private const int Most = 10_000_000;

    private const int MostHeads = 100_000;

    /// <summary>The last signed head at the end; earlier ones before it, if the town kept any.</summary>
    public required IReadOnlyList<Head> Heads { get; init; }

    /// <summary>In the order of the log.</summary>
    public required IEnumerable<byte[]> Leaves { get; init; }

    /// <summary>See <see cref="Opening.ToBytes"/>; none where only sums are published.</summary>
    public required IEnumerable<byte[]> Openings { get; init; }

    /// <summary>See <see cref="Permit.ToBytes"/>.</summary>
    public IEnumerable<byte[]> Permits { get; init; } = [];

    /// <summary>See <see cref="Trace.Of"/>.</summary>
    public required byte[] Outcome { get; init; }

    /// <param name="open">Opens the file; called several times.</param>
    /// <exception cref="BoardException">It is no bundle.</exception>
    public static Bundle Open(Func<Stream> open)
    {
        using var lines = Lines.In(open()).GetEnumerator();
        var counts = Counts.Read(Next(lines));
        var heads = Enumerable.Range(0, counts.Heads).Select(_ => ReadHead(Next(lines))).ToList();
        var before = 1 + counts.Heads;

        return new Bundle
        {
            Heads = heads,
            Leaves = Section(before, counts.Leaves),
            Openings = Section(before + counts.Leaves, counts.Openings),
            Permits = Section(before + counts.Leaves + counts.Openings, counts.Permits),
            Outcome = Last(before + counts.Leaves + counts.Openings + counts.Permits),
        };

        // What followed would be in the file, and checked by nobody.
        byte[] Last(int skip) => Lines.In(open()).Skip(skip).Take(2).ToList() switch
        {
            [var outcome] => outcome,
            [] => throw new BoardException("the bundle ends before it is complete"),
            _ => throw new BoardException("the bundle goes on after its end"),
        };

        IEnumerable<byte[]> Section(int skip, int take)
        {
            var seen = 0;
            foreach (var line in Lines.In(open()).Skip(skip).Take(take))
            {
                seen++;
                yield return line;
            }

            if (seen < take)
            {
                throw new BoardException("the bundle ends before it is complete");
            }
        }
    }

    /// <param name="counts">How many there are of each; they are written first.</param>
    /// <param name="to">Where.</param>
    public void Write(Counts counts, Stream to)
    {
        Line(counts.ToBytes());
        foreach (var head in Heads)
        {
            Line(CanonicalJson.Of(new JsonObject { ["head"] = head.Note }));
        }

        foreach (var line in Leaves.Concat(Openings).Concat(Permits).Append(Outcome))
        {
            Line(line);
        }

        void Line(byte[] json)
        {
            to.Write(json);
            to.WriteByte((byte)'\n');
        }
    }

    private static Head ReadHead(byte[] line)
    {
        var fields = new Fields(CanonicalJson.Read(line), "a head");
        var head = Head.Parse(fields.Text("head"));
        fields.End();

        return head;
    }

    private static byte[] Next(IEnumerator<byte[]> lines) => lines.MoveNext() ? lines.Current : throw new BoardException("this is no bundle: it ends too early");

    /// <summary>How many there are of each.</summary>
    public sealed record Counts(int Heads, int Leaves, int Openings, int Permits)
    {
        internal byte[] ToBytes() => CanonicalJson.Of(new JsonObject
        {
            ["bundle"] = Version,
            ["heads"] = Heads,
            ["leaves"] = Leaves,
            ["openings"] = Openings,
            ["permits"] = Permits,
        });

        internal static Counts Read(byte[] line)
        {
            var fields = new Fields(CanonicalJson.Read(line), "the first line");
            if (fields.Number("bundle") is var version and not Version)
            {
                throw new BoardException(string.Create(CultureInfo.InvariantCulture, $"this is a bundle of version {version}, which is not known"));
            }

            var counts = new Counts(fields.SmallNumber("heads", 1), fields.SmallNumber("leaves", 1), fields.SmallNumber("openings"), fields.SmallNumber("permits"));
            fields.End();

            return counts.Heads <= MostHeads && counts is { Leaves: <= Most, Openings: <= Most, Permits: <= Most }
                ? counts
                : throw new BoardException("this bundle announces more than any town has");
        }
    }
}
