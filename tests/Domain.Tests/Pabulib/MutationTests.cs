using System.Text;
using Participation.Pabulib;
using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Pabulib;

public class MutationTests
{
    // Three forms of ballot, and a million spoilt files together.
    private const int Mutants = 334_000;
    private const int Batches = 50;

    // Counting takes far longer than reading: one in so many is counted by every rule.
    private const int CountedOneIn = 40;

    private static readonly byte[][] Splinters =
    [
        .. new[] { ";", "\"", "\n", "\r", ",", "META", "VOTES\n", "-1", "99999999999999999999", "1e9", ".", "bench", "\0", "é", "\u2028" }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80],
    ];

    [Theory]
    [InlineData("approval")]
    [InlineData("cumulative")]
    [InlineData("ordinal")]
    public void A_spoilt_file_is_read_and_counted_or_refused_with_its_line_and_nothing_else(string voteType)
    {
        var sound = Encoding.UTF8.GetBytes(PabulibFileTests.WithPoints(voteType));
        var refused = 0;

        Parallel.For(0, Batches, batch =>
        {
            var random = new Random(batch);
            for (var mutant = 0; mutant < Mutants / Batches; mutant++)
            {
                Interlocked.Add(ref refused, IsRefused(Mutated(sound, random), isCounted: mutant % CountedOneIn == 0) ? 1 : 0);
            }
        });

        // Neither a reader that refuses all nor one that checks nothing.
        Assert.InRange(refused, Mutants / 10, Mutants - (Mutants / 100));
    }

    private static bool IsRefused(byte[] bytes, bool isCounted)
    {
        try
        {
            var file = PabulibFiles.Open(bytes);
            foreach (var rule in isCounted ? Rules.Names : [])
            {
                Rules.Named(rule).Count(file.ToElection());
            }

            _ = file.Ballots().Count();

            return false;
        }
        catch (PabulibException problem)
        {
            Assert.InRange(problem.Line, 1, bytes.Length + 1);
            Assert.StartsWith($"Line {problem.Line}: ", problem.Message, StringComparison.Ordinal);

            return true;
        }
    }

    private static byte[] Mutated(byte[] sound, Random random)
    {
        var bytes = sound.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Splinters[random.Next(Splinters.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 60)).ToArray());
                    break;
                default:
                    bytes[at] = (byte)random.Next('0', '9' + 1);
                    break;
            }
        }

        return [.. bytes];
    }
}
