using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Participation.Web.Foundation;

/// <summary>
/// Traces and metrics by OpenTelemetry, sent nowhere unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where. They tell what
/// was asked and how long it took, never by whom: no address, no browser, no values of queries.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "participation"))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(http =>
                {
                    http.Filter = context => !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/assets");
                    http.EnrichWithHttpRequest = (activity, _) => activity.SetTag("user_agent.original", null).SetTag("client.address", null);
                })
                .AddNpgsql()
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Npgsql").AddOtlpExporter());
        return services;
    }
}
