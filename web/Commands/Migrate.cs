using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Commands;

/// <summary><c>participation migrate</c>: brings the database up to date and ends.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = WebApplication.CreateBuilder(CommandLine.ForHost(args)).Configuration;
        await using var database = await TownDatabase.OpenAsync(configuration);
        var ran = await Migrator.MigrateAsync(database.ConnectionString);
        Console.WriteLine(ran.Count == 0 ? "The database is up to date." : string.Join(Environment.NewLine, ran));
        return 0;
    }
}
