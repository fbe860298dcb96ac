using Npgsql;
using Participation.Web.Foundation;

namespace Participation.Web.Commands;

/// <summary>
/// <c>participation database</c>: prints the address of the town's database as PostgreSQL's own programs take it:
/// <c>pg_dump "$(./participation database)"</c>. Where the database is our own, the town must be running.
/// </summary>
internal static class Database
{
    /// <param name="args">What follows the verb.</param>
    /// <param name="output">The address, password and all.</param>
    /// <param name="error">One line when there is none.</param>
    /// <returns>0, or 1 when no database of ours is running.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var configuration = WebApplication.CreateBuilder(CommandLine.ForHost(args)).Configuration;
        if (TownDatabase.RunningAt(configuration) is not { } address)
        {
            error.WriteLine("database: the town is not running; start it with './participation run'.");
            return 1;
        }

        var known = new NpgsqlConnectionStringBuilder(address);
        output.WriteLine($"postgresql://{Uri.EscapeDataString(known.Username ?? "")}:{Uri.EscapeDataString(known.Password ?? "")}@{known.Host}:{known.Port}/{Uri.EscapeDataString(known.Database ?? "")}");
        return 0;
    }
}
