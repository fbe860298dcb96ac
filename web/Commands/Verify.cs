using Participation.Board;
using Participation.Texts;

namespace Participation.Web.Commands;

/// <summary>
/// <c>participation verify BUNDLE</c>: checks a published election and counts it again, with nothing but the file, and
/// with the receipts and heads that others kept.
/// </summary>
internal static class Verify
{
    private const int Sound = 0;
    private const int Unsound = 1;
    private const int BadUsage = 2;

    private const string Usage = "Usage: participation verify BUNDLE [--receipt FILE]... [--head FILE]...";

    /// <summary>So many problems of one check are told; the others are counted.</summary>
    private const int MostTold = 20;

    /// <param name="args">What follows the word <c>verify</c>.</param>
    /// <param name="output">A line for each check, and one for each thing that is wrong.</param>
    /// <param name="error">One line when nothing could be checked.</param>
    /// <returns>The exit code: 0; 1 when a check failed, or the file is no bundle; 2 when there is no such file or the command is not understood.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            var order = Order.From(args);
            var bundle = Bundle.Open(() => File.OpenRead(order.Path));
            var receipts = order.Receipts.Select(file => Receipt.Read(File.ReadAllBytes(file))).ToList();
            var heads = order.Heads.Select(file => Head.Parse(File.ReadAllText(file))).ToList();
            var checks = Verification.Of(bundle, receipts, heads);
            Tell(checks, output);

            return checks.All(check => check.Passed) ? Sound : Unsound;
        }
        catch (BoardException problem)
        {
            error.WriteLine($"verify: {problem.Message}");

            return Unsound;
        }
        catch (Exception problem) when (problem is UsageException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"verify: {problem.Message}");

            return BadUsage;
        }
    }

    private static void Tell(IReadOnlyList<Check> checks, TextWriter output)
    {
        var english = Language.Of("en");
        foreach (var check in checks)
        {
            output.WriteLine($"{(check.Passed ? check.Unsaid is null ? "ok    " : "unsaid" : "FAILED")}  {check.In(english)}");
            if (check.Unsaid is { } reason)
            {
                output.WriteLine($"          {english.Say($"board.unsaid.{reason}")}");
            }

            foreach (var failure in check.Failures.Take(MostTold))
            {
                output.WriteLine($"          {failure.In(english)}");
            }

            if (check.Failures.Count > MostTold)
            {
                output.WriteLine($"          … and {check.Failures.Count - MostTold} more.");
            }
        }

        var failed = checks.Count(check => !check.Passed);
        output.WriteLine(failed == 0 ? "This election is as its town says." : $"This election is not as its town says: {failed} of {checks.Count} checks failed.");
    }

    private sealed record Order(string Path, IReadOnlyList<string> Receipts, IReadOnlyList<string> Heads)
    {
        public static Order From(string[] args)
        {
            string? path = null;
            var (receipts, heads) = (new List<string>(), new List<string>());
            for (var next = 0; next < args.Length; next++)
            {
                switch (args[next])
                {
                    case "--receipt":
                        receipts.Add(Value(args, ref next));
                        break;
                    case "--head":
                        heads.Add(Value(args, ref next));
                        break;
                    case var option when option.StartsWith('-'):
                        throw new UsageException($"There is no option “{option}”. {Usage}");
                    case var file:
                        path = path is null ? file : throw new UsageException($"One file at a time. {Usage}");
                        break;
                }
            }

            return new Order(path ?? throw new UsageException($"Which file? {Usage}"), receipts, heads);
        }

        private static string Value(string[] args, ref int next) =>
            ++next < args.Length ? args[next] : throw new UsageException($"{args[next - 1]} needs a file after it. {Usage}");
    }

    private sealed class UsageException(string message) : Exception(message);
}
