using Microsoft.Extensions.DependencyInjection;
using Participation.Database;
using Participation.Jobs.Engine;
using Participation.Jobs.Journal;
using Participation.Jobs.Spaces;
using Participation.Jobs.Mail;

namespace Participation.Jobs;

public static class JobsSetup
{
    /// <param name="services">What the program is made of.</param>
    /// <param name="connectionString">The database of the town, which keeps the orders too.</param>
    /// <param name="run">Whether this node does the work, or only leaves it to others.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, string connectionString, bool run)
    {
        services.AddJobEngine(connectionString, run);
        services.AddSingleton<Reactions>();
        services.AddSingleton<JournalPump>();
        services.AddScoped<BallotBox>();
        services.AddScoped<VoteClosing>();
        services.AddScoped<VoteCancelling>();
        services.AddScoped<Voiding>();
        services.AddSingleton<PermitOffice>();
        services.AddScoped<ElectoralRoll>();
        services.AddScoped<CounterCodes>();
        services.AddScoped<PaperCount>();

        services.AddMail();

        return run
            ? services.AddHostedService<JournalLoop>().AddHostedService<TownClock>().AddHostedService<MailLoop>()
            : services;
    }
}
