using System.Globalization;

namespace Participation.Web.Pages.Budgets;

/// <summary>What a button does where projects are shown one at a time.</summary>
/// <param name="Way">Where to, and whether the project is chosen on the way.</param>
/// <param name="Project">The number of the one that is shown.</param>
public sealed record Step(Step.Ways Way, int Project)
{
    /// <summary>What may be done with the project that is shown.</summary>
    public enum Ways
    {
        /// <summary>Back to the one before.</summary>
        Previous,

        /// <summary>On to the one after, this one as it is.</summary>
        Next,

        /// <summary>Put on the ballot, and on.</summary>
        Choose,

        /// <summary>Left off the ballot, and on.</summary>
        Skip,
    }

    /// <returns>Null where the text is none, such as <c>choose-12</c>.</returns>
    public static Step? Parse(string? text) =>
        text?.Split('-') is [var way, var number]
        && Enum.TryParse<Ways>(way, ignoreCase: true, out var parsed)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var project)
            ? new Step(parsed, project)
            : null;

    /// <summary>What is chosen after it.</summary>
    /// <param name="chosen">What is chosen so far.</param>
    /// <param name="onlyOne">Whether a ballot names a single project.</param>
    public int[] In(IReadOnlyList<int> chosen, bool onlyOne) => Way switch
    {
        Ways.Choose when onlyOne => [Project],
        Ways.Choose when !chosen.Contains(Project) => [.. chosen, Project],
        Ways.Skip => [.. chosen.Where(n => n != Project)],
        _ => [.. chosen],
    };

    /// <summary>The number of the project shown after it; the first and the last have none beyond.</summary>
    /// <param name="order">Numbers of all projects, as this voter sees them.</param>
    public int After(IReadOnlyList<int> order)
    {
        var place = order.TakeWhile(n => n != Project).Count();

        return order[Math.Clamp(Way == Ways.Previous ? place - 1 : place + 1, 0, order.Count - 1)];
    }
}
