using Participation.Pabulib;
using Participation.Tally;

namespace Participation.Web.Commands;

/// <summary><c>participation count FILE.pb [--rule RULE] [--json]</c>: counts a Pabulib file and prints the result.</summary>
internal static class Count
{
    private const int Done = 0;
    private const int BadFile = 1;
    private const int BadUsage = 2;

    /// <param name="args">What follows the word <c>count</c>.</param>
    /// <param name="output">The result, and nothing else.</param>
    /// <param name="error">One line when there is no result.</param>
    /// <returns>The exit code: 0, 1 when the file cannot be read or is malformed, 2 when the command is not understood.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            var order = Order.From(args);
            var file = PabulibFile.Open(order.Path);
            var outcome = order.Rule.Count(file.ToElection());
            if (order.AsJson)
            {
                CountJson.Write(output, outcome);
            }
            else
            {
                CountTable.Write(output, outcome, file);
            }

            return Done;
        }
        catch (Exception problem) when (problem is UsageException or UnknownRuleException)
        {
            error.WriteLine($"count: {problem.Message}");

            return BadUsage;
        }
        catch (Exception problem) when (problem is PabulibException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"count: {problem.Message}");

            return BadFile;
        }
    }

    private sealed record Order(string Path, ICountingRule Rule, bool AsJson)
    {
        private const string Usage = "Usage: participation count FILE.pb [--rule RULE] [--json]";

        public static Order From(string[] args)
        {
            string? path = null;
            var rule = "greedy";
            var asJson = false;
            for (var next = 0; next < args.Length; next++)
            {
                switch (args[next])
                {
                    case "--json":
                        asJson = true;
                        break;
                    case "--rule":
                        rule = ++next < args.Length ? args[next] : throw new UsageException($"--rule needs the name of a rule. {Usage}");
                        break;
                    case var option when option.StartsWith('-'):
                        throw new UsageException($"There is no option “{option}”. {Usage}");
                    case var file:
                        path = path is null ? file : throw new UsageException($"One file at a time. {Usage}");
                        break;
                }
            }

            return new Order(path ?? throw new UsageException($"Which file? {Usage}"), Rules.Named(rule), asJson);
        }
    }

    private sealed class UsageException(string message) : Exception(message);
}
