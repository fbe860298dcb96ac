using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Pabulib;
using Participation.Tally;
using Participation.Texts;
using Participation.Web.Foundation;

namespace Participation.Web.Commands;

/// <summary>
/// <c>participation import pabulib FILE.pb [--space SLUG] [--title TITLE] [--rule RULE]</c>: makes a closed budget of an
/// election held elsewhere, with every ballot and its result, whether the town runs or not.
/// </summary>
internal static class Import
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int BadUsage = 2;

    /// <param name="args">What follows the word <c>import</c>, settings of the program among it (<c>--data DIR</c>).</param>
    /// <param name="output">Where the result can be read.</param>
    /// <param name="error">One line when nothing was imported.</param>
    /// <returns>The exit code: 0; 1 when the file cannot be imported; 2 when the command is not understood.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            var words = Words.From(args);
            var configuration = WebApplication.CreateBuilder(CommandLine.ForHost(words.Settings)).Configuration;
            var town = configuration.GetSection(TownOptions.Section).Get<TownOptions>() ?? new TownOptions();
            var order = new ImportOrder(words.Path, Rules.Named(words.Rule), town.Zone) { Slug = words.Space, Title = words.Title };

            await using var database = await TownDatabase.OpenAsync(configuration, borrow: true);
            var imported = await ImportAsync(database.ConnectionString, order);
            Tell(output, imported);

            return Done;
        }
        catch (Exception problem) when (problem is UsageException or UnknownRuleException or TooManyIncrementsException)
        {
            await error.WriteLineAsync($"import: {problem.Message}");

            return BadUsage;
        }
        catch (RefusedException refused)
        {
            await error.WriteLineAsync($"import: {Language.Of("en").Say($"refusals.{refused.Refusal.Code}")}");

            return Refused;
        }
        catch (Exception problem) when (problem is PabulibException or IOException or UnauthorizedAccessException or OverflowException or DataInUseException)
        {
            await error.WriteLineAsync($"import: {problem.Message}");

            return Refused;
        }
    }

    private static async Task<ImportedElection> ImportAsync(string connectionString, ImportOrder order)
    {
        await Migrator.MigrateAsync(connectionString);
        await using var db = new ParticipationDb(new DbContextOptionsBuilder<ParticipationDb>().UseNpgsql(connectionString).Options);

        return await new ElectionImport(db).ImportAsync(order, TimeProvider.System.GetUtcNow());
    }

    private static void Tell(TextWriter output, ImportedElection imported)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Imported “{imported.Title}”: {imported.Ballots} ballots, {imported.Projects} projects, {imported.Chosen} chosen."));
        if (imported.DecidedOtherwise is { } who)
        {
            output.WriteLine($"What {who} recorded differs from the rule; the page says so.");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Result: /budgets/{imported.Number}/results"));
    }

    private sealed record Words(string Path, string Rule, string? Space, string? Title, string[] Settings)
    {
        private const string Usage = "Usage: participation import pabulib FILE.pb [--space SLUG] [--title TITLE] [--rule RULE]";

        public static Words From(string[] args)
        {
            if (args is not ["pabulib", .. var rest])
            {
                throw new UsageException($"Only Pabulib files can be imported. {Usage}");
            }

            var words = new Words("", "greedy", null, null, []);
            for (var next = 0; next < rest.Length; next++)
            {
                words = rest[next] switch
                {
                    "--rule" => words with { Rule = Value(rest, ref next) },
                    "--space" => words with { Space = Value(rest, ref next) },
                    "--title" => words with { Title = Value(rest, ref next) },
                    "--data" => words with { Settings = [.. words.Settings, "--data", Value(rest, ref next)] },
                    var setting when setting.StartsWith("--", StringComparison.Ordinal) && setting.Contains('=', StringComparison.Ordinal) =>
                        words with { Settings = [.. words.Settings, setting] },
                    var option when option.StartsWith('-') => throw new UsageException($"There is no option “{option}”. {Usage}"),
                    var file => words.Path.Length == 0 ? words with { Path = file } : throw new UsageException($"One file at a time. {Usage}"),
                };
            }

            return words.Path.Length > 0 ? words : throw new UsageException($"Which file? {Usage}");
        }

        private static string Value(string[] args, ref int next) =>
            ++next < args.Length && !args[next].StartsWith("--", StringComparison.Ordinal) ? args[next] : throw new UsageException($"{args[next - 1]} needs a word after it. {Usage}");
    }

    private sealed class UsageException(string message) : Exception(message);
}
