using System.Diagnostics;

namespace Participation.Web.Accounts;

/// <summary>Answers as late as it takes when there is much to do, so that no clock tells what was found.</summary>
public static class Evenly
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(300);

    public static async Task<T> TakeAsync<T>(Func<Task<T>> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = await work();
        var left = AtLeast - Stopwatch.GetElapsedTime(begun);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }

        return result;
    }
}
