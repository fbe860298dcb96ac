using Participation.Bench;
using Participation.Bench.Counting;
using Participation.Bench.Limits;
using Participation.Bench.Load;
using Participation.Bench.Workloads;

switch (args)
{
    case ["limits", ..]:
        return await LimitServer.RunAsync(args[1..]);
    case ["count", ..]:
        return CountMeasurements.Run(args[1..], Console.Out, Console.Error);
    case ["vote", ..]:
        Environment.SetEnvironmentVariable(HttpLoad.InlineSockets, "1");
        try
        {
            return await SteadyVote.RunAsync(args[1..], Console.Out);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"participation bench: {e.Message}\n{Options.Usage}");
            return 2;
        }

    case ["--check"]:
        return SelfCheck.Run(Console.Out);
    case ["--help"]:
        Console.WriteLine(Options.Usage);
        return 0;
    default:
        Environment.SetEnvironmentVariable(HttpLoad.InlineSockets, "1");
        try
        {
            return await Measurements.RunAsync(Options.Read(args), Console.Out);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"participation bench: {e.Message}\n{Options.Usage}");
            return 2;
        }
}
