using System.Globalization;

namespace Participation.Web.Pages.Budgets;

/// <summary>What a button of a ranking does, where each press comes to the server: without JavaScript.</summary>
/// <param name="Way">Where to.</param>
/// <param name="Project">Its number.</param>
public sealed record Move(Move.Ways Way, int Project)
{
    /// <summary>What may be done to a project in a ranking.</summary>
    public enum Ways
    {
        /// <summary>To the end of the ranking.</summary>
        Add,

        /// <summary>Before the one above it.</summary>
        Up,

        /// <summary>After the one below it.</summary>
        Down,

        /// <summary>Out of the ranking.</summary>
        Remove,
    }

    /// <returns>Null where the text is none, such as <c>up-12</c>.</returns>
    public static Move? Parse(string? text) =>
        text?.Split('-') is [var way, var number]
        && Enum.TryParse<Ways>(way, ignoreCase: true, out var parsed)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var project)
            ? new Move(parsed, project)
            : null;

    /// <summary>The ranking after it. What cannot be moved stays where it is.</summary>
    public int[] In(IReadOnlyList<int> ranking)
    {
        var place = ranking.TakeWhile(n => n != Project).Count();
        var others = ranking.Where(n => n != Project).ToList();
        if (Way != Ways.Remove)
        {
            var isThere = place < ranking.Count;
            others.Insert(Math.Clamp((Way, isThere) switch { (Ways.Up, true) => place - 1, (Ways.Down, true) => place + 1, (_, true) => place, _ => others.Count }, 0, others.Count), Project);
        }

        return [.. others];
    }
}
