using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Commands;

/// <summary><c>participation run</c>: the town, until Ctrl-C.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(CommandLine.ForHost(args));

        TownDatabase database;
        try
        {
            database = await TownDatabase.OpenAsync(builder.Configuration);
        }
        catch (DataInUseException e)
        {
            await Console.Error.WriteLineAsync($"participation: {e.Message}");
            return 1;
        }

        await using (database)
        {
            await Migrator.MigrateAsync(database.ConnectionString);
            await RestoredJournal.ResumeAsync(database.ConnectionString);

            builder.Services.AddTown(builder.Configuration, database.ConnectionString);
            await using var app = builder.Build();
            app.UseTown();
            await app.RunAsync();
        }

        return 0;
    }
}
