namespace Participation.Bench.Seeding;

/// <summary>How much there is in the town. Those who gave the supports and those who will give more are different people.</summary>
/// <param name="Name">Of its database.</param>
/// <param name="People">All verified.</param>
/// <param name="Proposals">All published, in one space.</param>
/// <param name="Supports">Some proposals have thousands, most a few.</param>
/// <param name="Comments">One proposal has exactly a hundred of them.</param>
internal sealed record TownSize(string Name, int People, int Proposals, int Supports, int Comments)
{
    /// <summary>The last of the people, who have not supported or voted yet.</summary>
    public const int Voters = 20_000;

    /// <summary>Projects of each budget.</summary>
    public const int Projects = 25;

    public const int Budgets = 8;

    /// <summary>From the second proposal to this one, nobody supports them yet: a crowd will, one after the other.</summary>
    public const int LastUnsupported = 41;

    public static TownSize Usual { get; } = new("usual", 50_000, 10_000, 200_000, 100_000);

    public static TownSize Large { get; } = new("large", 1_000_000, 1_000_000, 20_000_000, 1_000_000);

    /// <summary>The number of the first of the <see cref="Voters"/>.</summary>
    public int FirstVoter => People - Voters + 1;
}
