using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Database;
using Participation.Jobs;
using Participation.Web.Live;

namespace Participation.Web.Foundation;

/// <summary>What the program is made of, and in which order a request meets it.</summary>
internal static class TownSetup
{
    public static IServiceCollection AddTown(this IServiceCollection services, IConfiguration configuration, string connectionString)
    {
        services.AddOptions<TownOptions>().BindConfiguration(TownOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);

        services.AddSingleton(NpgsqlDataSource.Create(connectionString));
        services.AddDbContextPool<ParticipationDb>((provider, db) => db.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddJobs(run: configuration.GetValue("Jobs:Run", defaultValue: true));

        services.AddHttpContextAccessor();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<Words>();
        services.AddSingleton<Almanac>();
        services.AddLiveUpdates();

        services.AddAuthentication("Identity.Application").AddCookie("Identity.Application", cookie => cookie.LoginPath = "/sign-in");
        services.AddAuthorization();
        services.AddRazorPages().AddMvcOptions(mvc => mvc.Filters.Add<RefusalFilter>());
        return services;
    }

    public static void UseTown(this WebApplication app)
    {
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapHub<LiveHub>("/live");
    }
}
