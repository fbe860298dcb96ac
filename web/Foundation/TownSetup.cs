using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Npgsql;
using Participation.Database;
using Participation.Jobs;
using Participation.Proposals;
using Participation.Web.Accounts;
using Participation.Web.Live;
using Participation.Web.Look;
using Participation.Web.Pages.Budgets;
using Participation.Web.Pages.Budgets.Counter;
using Participation.Web.Pages.Discussion;
using Participation.Web.Pages.Proposals;
using Participation.Web.Photos;
using Participation.Web.Places;

namespace Participation.Web.Foundation;

/// <summary>What the program is made of, and in which order a request meets it.</summary>
internal static class TownSetup
{
    /// <summary>Carries what was just done ("Your comment is published") over the redirect, once.</summary>
    public const string DoneCookie = "done";

    public static IServiceCollection AddTown(this IServiceCollection services, IConfiguration configuration, string connectionString)
    {
        services.AddOptions<TownOptions>().BindConfiguration(TownOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);

        services.AddSingleton(_ => NpgsqlDataSource.Create(Prepared(connectionString)));
        services.AddDbContextPool<ParticipationDb>((provider, db) => db.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddJobs(connectionString, run: configuration.GetValue("Jobs:Run", defaultValue: true));

        services.AddHttpContextAccessor();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<Words>();
        services.AddScoped<SupportBook>();
        services.AddScoped<Matters>();
        services.AddSingleton<Almanac>();
        services.AddLiveUpdates();
        services.AddPlaces();
        services.AddSingleton<PhotoLab>();
        services.AddSingleton<ProposalList>();
        services.AddSingleton<ProposalMap>();
        services.AddSingleton<SimilarProposals>();

        services.AddAccounts();
        services.AddLimits(configuration);
        services.AddHealth();
        services.AddBoards(configuration);
        services.AddScoped<BoardFiles.Shown>();
        services.AddSingleton<JustCast>();
        services.AddTelemetry(configuration);
        services.AddSingleton<Assets>();
        services.AddSingleton<Themes>();
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<CookieTempDataProviderOptions>(done => done.Cookie.Name = DoneCookie);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        services.AddRazorPages().AddMvcOptions(mvc => mvc.Filters.Add<RefusalFilter>());
        return services;
    }

    /// <summary>
    /// What is asked again and again is planned once on each connection: planning costs PostgreSQL more than most of our
    /// statements do. Whoever configures a number keeps theirs; a pooler that cannot bear it is given zero.
    /// </summary>
    private static string Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 200;
            settings.AutoPrepareMinUsages = 2;
        }

        return settings.ConnectionString;
    }

    public static void UseTown(this WebApplication app)
    {
        app.UseSafeHeaders(app.Services.GetRequiredService<IOptions<TownOptions>>().Value);
        app.UseAssets();
        if (app.Configuration.GetValue("VisitorCache", defaultValue: true))
        {
            app.UseMiddleware<VisitorCache>();
        }

        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapDisplay();
        app.MapPlaces();
        app.MapPhotos();
        app.MapProposalPoints();
        app.MapResultFiles();
        app.MapBoardFiles();
        app.MapHub<LiveHub>("/live");
        app.MapHealth();
    }
}
