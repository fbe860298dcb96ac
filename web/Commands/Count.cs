using Participation.Pabulib;
using Participation.Tally;

namespace Participation.Web.Commands;

/// <summary><c>participation count FILE.pb [--rule RULE] [its settings] [--json]</c>: counts a Pabulib file and prints the result.</summary>
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
        catch (Exception problem) when (problem is UsageException or UnknownRuleException or TooManyIncrementsException)
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
        private const string Usage =
            "Usage: participation count FILE.pb [--rule RULE] [--utility cost|cardinality] [--completion none|add1|add1-official] [--increment N] [--then greedy] [--json]";

        // What only equal shares has, as its name has it too; see Rules.Named.
        private static readonly string[] Settings = ["utility", "completion", "increment", "then", "unless-preferred"];

        public static Order From(string[] args)
        {
            string? path = null;
            var rule = "greedy";
            var settings = new List<string>();
            var asJson = false;
            for (var next = 0; next < args.Length; next++)
            {
                switch (args[next])
                {
                    case "--json":
                        asJson = true;
                        break;
                    case "--rule":
                        rule = Value("the name of a rule");
                        break;
                    case ['-', '-', .. var setting] when Settings.Contains(setting):
                        settings.Add($"{setting}={Value("a value")}");
                        break;
                    case ['-', ..] and var option:
                        throw new UsageException($"There is no option “{option}”. {Usage}");
                    case var file:
                        path = path is null ? file : throw new UsageException($"One file at a time. {Usage}");
                        break;
                }

                string Value(string what) => ++next < args.Length ? args[next] : throw new UsageException($"{args[^1]} needs {what}. {Usage}");
            }

            return new Order(path ?? throw new UsageException($"Which file? {Usage}"), RuleOf(rule, settings), asJson);
        }

        private static ICountingRule RuleOf(string name, List<string> settings)
        {
            if (settings.Count > 0 && Rules.Named(name) is not EqualShares)
            {
                throw new UsageException($"--{settings[0].Split('=')[0]} goes with --rule equal-shares only. {Usage}");
            }

            return Rules.Named(string.Join(' ', [name, .. settings]));
        }
    }

    private sealed class UsageException(string message) : Exception(message);
}
