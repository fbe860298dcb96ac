using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Participation.Jobs.Engine;

public static class EngineSetup
{
    /// <summary>Adds every job of this assembly, and the engine that takes orders for them.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="connectionString">The database that holds the orders; the one that holds everything else.</param>
    /// <param name="run">Whether this server carries out orders too, or only gives them.</param>
    public static IServiceCollection AddJobEngine(this IServiceCollection services, string connectionString, bool run) =>
        services.AddJobEngine(connectionString, run, new JobPace(), typeof(EngineSetup).Assembly);

    internal static IServiceCollection AddJobEngine(this IServiceCollection services, string connectionString, bool run, JobPace pace, params Assembly[] assemblies)
    {
        var jobs = new JobCatalogue(assemblies);
        jobs.AddTo(services);
        services.AddSingleton(jobs);
        services.TryAddSingleton(TimeProvider.System);
        QuartzEngine.AddTo(services, connectionString, run, pace);
        return services;
    }
}
