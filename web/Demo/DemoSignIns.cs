namespace Participation.Web.Demo;

/// <summary>Someone of the invented town whom anybody who tries it may be.</summary>
/// <param name="Key">Who, in <c>people.json</c>.</param>
/// <param name="Email">Leads nowhere: <c>.example</c> belongs to nobody.</param>
/// <param name="Part">What they may do, for the list shown at the start.</param>
internal sealed record DemoSignIn(string Key, string Email, string Part);

internal static class DemoSignIns
{
    /// <summary>Known to everyone, hence for invented towns only.</summary>
    public const string Password = "bienvenue-corvenay";

    /// <summary>The key of the one whom the town has not verified yet.</summary>
    public const string Newcomer = "bernard-jacquet";

    public static IReadOnlyList<DemoSignIn> All { get; } =
    [
        new("odile-marchand", "habitante@corvenay.example", "habitante vérifiée"),
        new(Newcomer, "nouveau@corvenay.example", "habitant à vérifier"),
        new("solene-dufour", "moderation@corvenay.example", "modération"),
        new("claire-vauthier", "mairie@corvenay.example", "mairie"),
    ];
}
