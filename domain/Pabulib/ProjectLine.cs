using System.Globalization;

namespace Participation.Pabulib;

/// <summary>Reads one line of PROJECTS.</summary>
internal static class ProjectLine
{
    public static PabulibProject Read(Section section)
    {
        if (section.Bytes("project_id").IsEmpty)
        {
            throw section.Problem(PabulibProblems.EmptyProjectId);
        }

        return new PabulibProject(section.Text("project_id"), section.AmountAboveZero("cost"))
        {
            Name = section.TextIfAny("name"),
            Categories = List(section, "category"),
            Targets = List(section, "target"),
            District = section.TextIfAny("district"),
            Place = Place(section),
            Selected = Selected(section),
            RecordedVotes = NumberIfAny(section, "votes"),
            RecordedScore = NumberIfAny(section, "score"),
        };
    }

    private static string[] List(Section section, string column) =>
        section.TextIfAny(column)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static long? NumberIfAny(Section section, string column) =>
        section.TextIfAny(column) is null ? null : section.Number(column);

    private static bool? Selected(Section section) => section.TextIfAny("selected") switch
    {
        null => null,
        "1" => true,
        _ => section.Number("selected") == 1,
    };

    private static PabulibPlace? Place(Section section)
    {
        var latitude = Degrees(section, "latitude", 90);
        var longitude = Degrees(section, "longitude", 180);
        if (latitude is null != longitude is null)
        {
            throw section.Problem(PabulibProblems.HalfAPlace);
        }

        return latitude is { } north && longitude is { } east ? new PabulibPlace(north, east) : null;
    }

    private static double? Degrees(Section section, string column, int limit)
    {
        if (section.TextIfAny(column) is not { } text)
        {
            return null;
        }

        if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            || !double.IsFinite(degrees))
        {
            throw section.Problem(PabulibProblems.UnreadablePlace, ("field", column), ("text", text));
        }

        return Math.Abs(degrees) <= limit
            ? degrees
            : throw section.Problem(PabulibProblems.PlaceOutOfRange, ("field", column), ("text", text), ("limit", limit));
    }
}
