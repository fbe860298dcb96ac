using System.Globalization;
using Participation.Pabulib;
using Participation.Tally;

namespace Participation.Web.Commands;

/// <summary>
/// <c>participation count FILE.pb [--rule RULE] [its settings] [--json]</c>: counts a Pabulib file and prints the result. A file
/// of rankings can also elect people or options, by <c>--rule stv --seats N</c> or <c>--rule schulze</c>.
/// </summary>
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
            order.Count(PabulibFile.Open(order.Path), output, order.AsJson);

            return Done;
        }
        catch (Exception problem) when (problem is UsageException or UnknownRuleException or TooManyIncrementsException or NotRankedException)
        {
            error.WriteLine($"count: {problem.Message}{(problem is UnknownRuleException ? $" For rankings there are also {RankedRule.ForSeats} and {RankedRule.ForOrder}." : "")}");

            return BadUsage;
        }
        catch (Exception problem) when (problem is PabulibException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"count: {problem.Message}");

            return BadFile;
        }
    }

    private static Counting Budgeting(ICountingRule rule) => (file, output, asJson) =>
    {
        var outcome = rule.Count(file.ToElection());
        if (asJson)
        {
            CountJson.Write(output, outcome);
        }
        else
        {
            CountTable.Write(output, outcome, file);
        }
    };

    private delegate void Counting(PabulibFile file, TextWriter output, bool asJson);

    private sealed record Order(string Path, Counting Count, bool AsJson)
    {
        private const string Usage =
            "Usage: participation count FILE.pb [--rule RULE] [--utility cost|cardinality] [--completion none|add1|add1-official] [--increment N] [--then greedy] [--seats N] [--json]";

        // What only equal shares has, as its name has it too; see Rules.Named.
        private static readonly string[] Settings = ["utility", "completion", "increment", "then", "unless-preferred"];

        public static Order From(string[] args)
        {
            string? path = null;
            var rule = "greedy";
            var settings = new List<string>();
            var asJson = false;
            int? seats = null;
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
                    case "--seats":
                        seats = SeatsOf(Value("a number"));
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

            return new Order(path ?? throw new UsageException($"Which file? {Usage}"), CountingOf(rule, settings, seats), asJson);
        }

        private static Counting CountingOf(string name, List<string> settings, int? seats)
        {
            if (seats is null == (name == RankedRule.ForSeats))
            {
                throw new UsageException($"--rule {RankedRule.ForSeats} and --seats go together. {Usage}");
            }

            return name is RankedRule.ForSeats or RankedRule.ForOrder && settings.Count == 0
                ? new RankedRule(seats).Count
                : Budgeting(RuleOf(name, settings));
        }

        private static int SeatsOf(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) && seats > 0
                ? seats
                : throw new UsageException($"--seats needs a whole number above zero, not “{text}”. {Usage}");

        private static ICountingRule RuleOf(string name, List<string> settings)
        {
            if (settings.Count > 0 && (name is RankedRule.ForSeats or RankedRule.ForOrder || Rules.Named(name) is not EqualShares))
            {
                throw new UsageException($"--{settings[0].Split('=')[0]} goes with --rule equal-shares only. {Usage}");
            }

            return Rules.Named(string.Join(' ', [name, .. settings]));
        }
    }

    private sealed class UsageException(string message) : Exception(message);
}
