using System.Runtime.CompilerServices;
using Xunit;

namespace Participation.Domain.Tests.Support;

/// <summary>
/// Real data that is not part of the project: a folder <c>shared/data</c> beside the repository or above it. Where it is
/// absent, the tests that need it are reported as skipped.
/// </summary>
internal static class SharedData
{
    /// <returns>Null where this machine does not have it.</returns>
    public static string? Folder(string name) => Ancestors(SourceFile())
        .Select(ancestor => Path.Combine(ancestor, "shared", "data", name))
        .FirstOrDefault(Directory.Exists);

    /// <summary>The folder, or the end of the test as skipped.</summary>
    public static string Require(string name)
    {
        var folder = Folder(name);
        Assert.SkipUnless(folder is not null, $"There is no shared/data/{name} beside the repository.");

        return folder!;
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    private static string SourceFile([CallerFilePath] string path = "") => path;
}
