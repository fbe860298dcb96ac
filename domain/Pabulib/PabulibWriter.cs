using System.Buffers;
using System.Globalization;

namespace Participation.Pabulib;

/// <summary>Writes an election in the format that <see cref="PabulibFile"/> reads.</summary>
public static class PabulibWriter
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(";\"\r\n");

    private static readonly (string Name, Func<PabulibProject, string?> Value)[] OptionalColumns =
    [
        ("votes", project => Plain(project.RecordedVotes)),
        ("score", project => Plain(project.RecordedScore)),
        ("name", project => project.Name),
        ("category", project => string.Join(',', project.Categories)),
        ("target", project => string.Join(',', project.Targets)),
        ("district", project => project.District),
        ("selected", project => project.Selected is { } selected ? selected ? "1" : "0" : null),
        ("latitude", project => Plain(project.Place?.Latitude)),
        ("longitude", project => Plain(project.Place?.Longitude)),
    ];

    /// <param name="output">Takes UTF-8 text; lines end with LF.</param>
    /// <param name="meta">
    /// The section META, in its order. <c>num_projects</c>, <c>num_votes</c>, <c>budget</c> and <c>vote_type</c> must be
    /// there and be true, or nobody can read the file.
    /// </param>
    /// <param name="projects">Columns that none of them fills are left out.</param>
    /// <param name="ballots">Read once, as they are written.</param>
    public static void Write(
        TextWriter output, IEnumerable<KeyValuePair<string, string>> meta, IReadOnlyList<PabulibProject> projects, IEnumerable<PabulibBallot> ballots)
    {
        WriteLine(output, "META");
        WriteLine(output, "key", "value");
        foreach (var (key, value) in meta)
        {
            WriteLine(output, key, value);
        }

        WriteProjects(output, projects);
        WriteVotes(output, projects, ballots);
    }

    private static void WriteProjects(TextWriter output, IReadOnlyList<PabulibProject> projects)
    {
        var columns = OptionalColumns.Where(column => projects.Any(project => !string.IsNullOrEmpty(column.Value(project)))).ToList();

        WriteLine(output, "PROJECTS");
        WriteLine(output, ["project_id", "cost", .. columns.Select(column => column.Name)]);
        foreach (var project in projects)
        {
            WriteLine(output, [project.Id, project.Cost.ToString(), .. columns.Select(column => column.Value(project) ?? "")]);
        }
    }

    private static void WriteVotes(TextWriter output, IReadOnlyList<PabulibProject> projects, IEnumerable<PabulibBallot> ballots)
    {
        bool? hasPoints = null;
        WriteLine(output, "VOTES");
        foreach (var (voter, ballot) in ballots)
        {
            if (hasPoints is null)
            {
                hasPoints = ballot.Points is not null;
                WriteLine(output, hasPoints.Value ? ["voter_id", "vote", "points"] : ["voter_id", "vote"]);
            }

            var vote = string.Join(',', ballot.Choices.Select(choice => projects[choice].Id));
            WriteLine(output, ballot.Points is { } points ? [voter, vote, string.Join(',', points)] : [voter, vote]);
        }

        if (hasPoints is null)
        {
            WriteLine(output, "voter_id", "vote", "points");
        }
    }

    private static void WriteLine(TextWriter output, params IEnumerable<string> fields)
    {
        output.Write(string.Join(';', fields.Select(Quoted)));
        output.Write('\n');
    }

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static string? Plain(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
