namespace Participation.Tally;

/// <summary>Finds where the answer to a question turns, when it turns only once.</summary>
internal static class Bisection
{
    /// <returns>The greatest number from <paramref name="from"/> to <paramref name="to"/> that has the answer yes, as all below it have; null where none has.</returns>
    public static long? Greatest(long from, long to, Func<long, bool> holds)
    {
        if (from > to || !holds(from))
        {
            return null;
        }

        while (from < to)
        {
            var middle = to - ((to - from) / 2);
            (from, to) = holds(middle) ? (middle, to) : (from, middle - 1);
        }

        return from;
    }

    /// <returns>The least that has the answer yes, as all above it have; null where none has.</returns>
    public static long? Least(long from, long to, Func<long, bool> holds)
    {
        if (from > to || !holds(to))
        {
            return null;
        }

        return Greatest(from, to, number => !holds(number)) is { } lastNo ? lastNo + 1 : from;
    }
}
