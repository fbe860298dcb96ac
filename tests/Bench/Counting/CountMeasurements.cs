using System.Diagnostics;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Participation.Pabulib;

namespace Participation.Bench.Counting;

/// <summary><c>participation bench count [FILE.pb ...]</c>: how long a count takes, and how much memory.</summary>
internal static class CountMeasurements
{
    private const int Megabyte = 1 << 20;

    /// <returns>Zero when all was measured, 2 when a file cannot be read.</returns>
    public static int Run(string[] paths, TextWriter output, TextWriter error)
    {
        try
        {
            City.Asked = paths.Length == 0 ? City.Asked : [.. paths.Select(City.Read)];
        }
        catch (Exception problem) when (problem is PabulibException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"participation bench: {problem.Message}");
            return 2;
        }

        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.Console)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "participation-bench-count"))
            .AddLogger(ConsoleLogger.Default);
        var summary = BenchmarkRunner.Run<CountBenchmarks>(config);
        output.WriteLine($"The whole process held {Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte} MB at the most.");

        return summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success) ? 1 : 0;
    }
}
