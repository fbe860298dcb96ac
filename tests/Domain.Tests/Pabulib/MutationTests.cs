using System.Text;
using Participation.Pabulib;
using Participation.Tally;
using Xunit;

namespace Participation.Domain.Tests.Pabulib;

public class MutationTests
{
    private const int Mutants = 20_000;

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
        var random = new Random(7);
        var refused = 0;

        for (var mutant = 0; mutant < Mutants; mutant++)
        {
            var bytes = Mutated(sound, random);
            try
            {
                foreach (var rule in Rules.Names)
                {
                    Rules.Named(rule).Count(PabulibFiles.Open(bytes).ToElection());
                }
            }
            catch (PabulibException problem)
            {
                Assert.InRange(problem.Line, 1, bytes.Length + 1);
                refused++;
            }
        }

        // Neither a reader that refuses all nor one that checks nothing.
        Assert.InRange(refused, Mutants / 10, Mutants - (Mutants / 100));
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
