using Microsoft.Extensions.Configuration.Memory;
using Participation.Database;
using Participation.Web.Demo;
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

            var isDemo = await DemoTown.LivesInAsync(database, builder.Configuration);
            if (isDemo)
            {
                ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = DemoTown.Settings() });
            }

            builder.Services.AddTown(builder.Configuration, database.ConnectionString);
            await using var app = builder.Build();
            app.UseTown();
            if (isDemo)
            {
                await DemoTown.OpenAsync(app.Services, Console.Out);
            }

            await app.RunAsync();
        }

        return 0;
    }
}
