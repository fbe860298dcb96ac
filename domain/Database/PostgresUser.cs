using System.ComponentModel;
using System.Diagnostics;

namespace Participation.Database;

/// <summary>As whom PostgreSQL's programs are run: as ourselves, or, when we are root, as somebody who may do little.</summary>
/// <param name="Name">The user to become; null to stay who we are.</param>
internal sealed record PostgresUser(string? Name)
{
    private static readonly string[] WhoMayDoLittle = ["postgres", "_postgres", "nobody"];

    public static PostgresUser Ourselves { get; } = new((string?)null);

    /// <summary>PostgreSQL refuses to run as root. Build machines and containers often are root.</summary>
    /// <exception cref="InvalidOperationException">We are root, and there is nobody else on this machine.</exception>
    public static PostgresUser Current()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return Ourselves;
        }

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return new PostgresUser(WhoMayDoLittle.FirstOrDefault(known.Contains)
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody."));
    }

    /// <summary>Whether this user can get into the folder. Root can enter what others cannot, /root among them.</summary>
    public bool CanEnter(string folder)
    {
        if (Name is null || OperatingSystem.IsWindows())
        {
            return true;
        }

        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (at.Exists && (at.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives the file, or the folder and all in it, to this user.</summary>
    public Task OwnAsync(string path, CancellationToken stop) =>
        Name is null ? Task.CompletedTask : Ourselves.RunAsync("chown", ["-R", Name, path], stop);

    /// <returns>What the program said.</returns>
    /// <exception cref="InvalidOperationException">It could not be started or failed; the message carries what it said.</exception>
    public async Task<string> RunAsync(string program, string[] arguments, CancellationToken stop)
    {
        var (code, said) = await TryAsync(program, arguments, stop);

        return code == 0 ? said : throw new InvalidOperationException($"{Path.GetFileName(program)} failed ({code}): {said}");
    }

    /// <returns>The code it ended with, and what it said.</returns>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public async Task<(int Code, string Said)> TryAsync(string program, string[] arguments, CancellationToken stop)
    {
        var command = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            // Where we are may be a folder that the other user cannot enter.
            WorkingDirectory = Path.GetPathRoot(Environment.CurrentDirectory),
        };
        if (Name is not null)
        {
            command.UserName = Name;
        }

        // PGDATA, PGPORT and the like are meant for somebody's own server, not for this one.
        foreach (var name in command.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            command.Environment.Remove(name);
        }

        command.Environment["LC_ALL"] = "C";

        try
        {
            using var process = Process.Start(command) ?? throw new InvalidOperationException($"Could not start {program}.");
            process.StandardInput.Close();
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);

            // On some systems the server inherits our ends of the pipes and they never close.
            var heard = await Task.WhenAny(said, Task.Delay(TimeSpan.FromSeconds(1), stop)) == said;
            return (process.ExitCode, heard ? string.Join('\n', await said).Trim() : "");
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"Could not start {program}{(Name is null ? "" : $" as {Name}")}: {error.Message}", error);
        }
    }
}
