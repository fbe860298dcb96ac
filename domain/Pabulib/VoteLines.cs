using System.Globalization;
using System.Text;
using Participation.Tally;

namespace Participation.Pabulib;

/// <summary>Reads the lines of VOTES, one at a time.</summary>
internal sealed class VoteLines(PabulibFile file)
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _projects = file.Projects
        .Select((project, position) => (project.Id, position))
        .ToDictionary(pair => pair.Id, pair => pair.position, StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly long[] _lastNamedOn = new long[file.Projects.Count];
    private char[] _characters = new char[256];

    private bool HasPoints => file.Form is BallotForm.Cumulative or BallotForm.Scoring;

    public IEnumerable<PabulibBallot> Read(RecordReader records)
    {
        var section = new Section(records, "VOTES", null, HasPoints ? ["voter_id", "vote", "points"] : ["voter_id", "vote"]);
        var found = 0L;
        while (section.Read())
        {
            found++;
            yield return new PabulibBallot(section.Text("voter_id"), BallotOn(section));
        }

        if (found != file.AnnouncedVotes)
        {
            throw section.Problem(PabulibProblems.WrongVoteCount, ("announced", file.AnnouncedVotes), ("found", found));
        }
    }

    private Ballot BallotOn(Section section)
    {
        var choices = Choices(section);
        if (file.Form == BallotForm.ChooseOne && choices.Length > 1)
        {
            throw section.Problem(PabulibProblems.MoreThanOneChoice, ("found", choices.Length));
        }

        if (!HasPoints)
        {
            return new Ballot(choices);
        }

        var points = Points(section);

        return points.Length == choices.Length
            ? new Ballot(choices, points)
            : throw section.Problem(PabulibProblems.WrongPointsCount, ("choices", choices.Length), ("points", points.Length));
    }

    private int[] Choices(Section section)
    {
        var text = Characters(section.Bytes("vote"));
        if (text.IsEmpty)
        {
            return [];
        }

        var choices = new int[text.Count(',') + 1];
        var next = 0;
        foreach (var range in text.Split(','))
        {
            if (Choice(text[range].Trim(), section) is { } choice)
            {
                choices[next++] = choice;
            }
        }

        return choices.AsSpan(0, next).ToArray();
    }

    /// <returns>
    /// Null where an approval names a project again: an approval is a set, and published files do hold such ballots.
    /// Where the order or the points matter, naming a project twice makes no sense and is refused.
    /// </returns>
    private int? Choice(ReadOnlySpan<char> id, Section section)
    {
        if (id.IsEmpty)
        {
            throw section.Problem(PabulibProblems.EmptyChoice);
        }

        if (!_projects.TryGetValue(id, out var project))
        {
            throw section.Problem(PabulibProblems.UnknownProject, ("project", id.ToString()));
        }

        if (_lastNamedOn[project] == section.Line)
        {
            return file.Form == BallotForm.Approval ? null : throw section.Problem(PabulibProblems.ChoiceTwice, ("project", id.ToString()));
        }

        _lastNamedOn[project] = section.Line;

        return project;
    }

    private int[] Points(Section section)
    {
        var text = Characters(section.Bytes("points"));
        if (text.IsEmpty)
        {
            return [];
        }

        var points = new int[text.Count(',') + 1];
        var next = 0;
        foreach (var range in text.Split(','))
        {
            if (!int.TryParse(text[range].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out points[next++]))
            {
                throw section.Problem(PabulibProblems.UnreadablePoints, ("text", text[range].ToString()));
            }
        }

        return points;
    }

    // Valid until the next call: a ballot leaves nothing behind but its numbers.
    private ReadOnlySpan<char> Characters(ReadOnlySpan<byte> text)
    {
        if (_characters.Length < text.Length)
        {
            _characters = new char[text.Length];
        }

        return _characters.AsSpan(0, Encoding.UTF8.GetChars(text, _characters));
    }
}
