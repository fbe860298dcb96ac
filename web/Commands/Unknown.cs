namespace Participation.Web.Commands;

internal static class Unknown
{
    /// <returns>2, as for every misuse of the command line.</returns>
    public static int Verb(string verb, TextWriter error)
    {
        error.WriteLine($"participation: there is no '{verb}'; './participation help' lists what there is.");
        return 2;
    }
}
