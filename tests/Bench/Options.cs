namespace Participation.Bench;

/// <summary>What was asked for.</summary>
/// <param name="Large">Also fill a town of a million proposals, and compare.</param>
/// <param name="Only">Names of workloads; empty for all.</param>
/// <param name="Stretch">How long each measurement takes.</param>
/// <param name="Rounds">How often each is repeated; the median is shown.</param>
/// <param name="Out">Where to write the report: Markdown, or JSON when it ends so.</param>
/// <param name="Data">Where the databases are kept for the next time; null to throw them away.</param>
/// <param name="Port">The first of two.</param>
internal sealed record Options(bool Large, IReadOnlySet<string> Only, TimeSpan Stretch, int Rounds, string? Out, string? Data, int Port)
{
    public const string Usage =
        """
        ./participation bench [--large] [--only NAME,NAME] [--seconds N] [--rounds N] [--out FILE] [--data DIR] [--port N]
        ./participation bench count [FILE.pb ...]
        ./participation bench vote [--rate N] [--seconds N] [--clients N] [--kill] [--data DIR] [--port N]
        ./participation bench --check

          count       counts these elections, or an invented city of 60,000 ballots, by greedy and by equal shares
          vote        ballots at a steady rate, 500 a second for a minute, each receipt checked; --kill ends program and database midway
          --large     also in a town of 1,000,000 proposals and 20,000,000 supports (fills some 10 GB)
          --only      of: visitor-list, list, deep-page, visitor-proposal, proposal, supports, one-proposal, ballots, listeners, watchers
          --seconds   for each measurement; 5
          --rounds    of which the median is shown; 3
          --out       writes the tables to a file: JSON when it ends in .json, else Markdown
          --data      keeps the towns in this folder, and finds them there
          --port      the first of two ports; 6700
          --check     tests the load generator's own reading of answers
        """;

    /// <exception cref="FormatException">These words are not understood.</exception>
    public static Options Read(string[] words)
    {
        var options = new Options(false, new HashSet<string>(), TimeSpan.FromSeconds(5), 3, null, null, 6700);
        var read = new Arguments(words);
        while (read.Next() is { } word)
        {
            options = word switch
            {
                "--large" => options with { Large = true },
                "--only" => options with { Only = read.Value().Split(',').ToHashSet() },
                "--seconds" => options with { Stretch = TimeSpan.FromSeconds(read.Number()) },
                "--rounds" => options with { Rounds = read.Number() },
                "--out" => options with { Out = read.Value() },
                "--data" => options with { Data = read.Value() },
                "--port" => options with { Port = read.Number() },
                var other => throw new FormatException($"What is \"{other}\"?"),
            };
        }

        return options;
    }

    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name);
}
