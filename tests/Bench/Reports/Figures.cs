namespace Participation.Bench.Reports;

/// <summary>What one server did during one stretch of load. NaN where it is not known.</summary>
/// <param name="PerSecond">Answers.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="ProgramCpu">Milliseconds of one core that the server took for each answer.</param>
/// <param name="DatabaseCpu">The same for PostgreSQL, all its processes together.</param>
/// <param name="Memory">What the server had in memory at the end, in MB.</param>
internal sealed record Figures(double PerSecond, double P50, double P99, double ProgramCpu, double DatabaseCpu, double Memory)
{
    public double Cpu => ProgramCpu + DatabaseCpu;

    /// <summary>Each figure's median by itself.</summary>
    public static Figures Median(IReadOnlyList<Figures> rounds)
    {
        return new Figures(Of(f => f.PerSecond), Of(f => f.P50), Of(f => f.P99), Of(f => f.ProgramCpu), Of(f => f.DatabaseCpu), Of(f => f.Memory));

        double Of(Func<Figures, double> figure) => rounds.Select(figure).Order().ElementAt((rounds.Count - 1) / 2);
    }
}

/// <summary>A workload beside its limit.</summary>
/// <param name="Name">By which it can be asked for alone.</param>
/// <param name="Does">What is measured.</param>
/// <param name="LimitDoes">What the limit does instead.</param>
/// <param name="Ours">The program's figures.</param>
/// <param name="Limit">Those of the limit; null where it could not be measured here.</param>
internal sealed record Comparison(string Name, string Does, string LimitDoes, Figures Ours, Figures? Limit);

/// <summary>One event told to many.</summary>
/// <param name="Server">Whose.</param>
/// <param name="Listeners">How many heard it.</param>
/// <param name="LastP50">When the last of them had heard, in milliseconds: the median of the events.</param>
/// <param name="LastMax">The same, of the slowest event.</param>
/// <param name="CpuPerEvent">Milliseconds of one core, of the server.</param>
/// <param name="KilobytesPerListener">What a connection adds to the server's memory.</param>
internal sealed record Broadcast(string Server, int Listeners, double LastP50, double LastMax, double CpuPerEvent, double KilobytesPerListener);

/// <summary>The same page in a town of another size.</summary>
internal sealed record Growth(string Does, Figures Usual, Figures Large);
