namespace Participation.Web.Commands;

/// <summary>Our own options as the host's configuration understands them.</summary>
internal static class CommandLine
{
    /// <summary>Turns <c>--port 80</c>, <c>--data DIR</c> and <c>--no-demo</c> into settings; leaves the rest as it is.</summary>
    public static string[] ForHost(string[] args)
    {
        var settings = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--port" when i + 1 < args.Length:
                    settings.Add($"--urls=http://localhost:{args[++i]}");
                    break;
                case "--data" when i + 1 < args.Length:
                    settings.Add($"--Data={args[++i]}");
                    break;
                case "--no-demo":
                    settings.Add("--Demo=false");
                    break;
                default:
                    settings.Add(args[i]);
                    break;
            }
        }

        return [.. settings];
    }
}
