namespace Participation.Commissions;

/// <summary>How a person came to vote, as far as the commission may know.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Time">See <see cref="Sighting.Time"/>.</param>
/// <param name="Network">See <see cref="Sighting.Address"/>.</param>
/// <param name="Domain">Of the e-mail address; empty where there is none.</param>
/// <param name="Joined">The day the account was made.</param>
/// <param name="Route">By whom, or how, the person was verified.</param>
public sealed record Seen(Guid PersonId, int Time, int Network, string Domain, DateOnly Joined, string Route);

/// <summary>What the people of a cluster have in common.</summary>
public enum Likeness
{
    /// <summary>The same network within ten minutes.</summary>
    NetworkAndTime,

    /// <summary>The same network, with accounts made on one day.</summary>
    NetworkAndJoined,

    /// <summary>The same mail domain within ten minutes.</summary>
    DomainAndTime,

    /// <summary>The same mail domain, with accounts made on one day.</summary>
    DomainAndJoined,

    /// <summary>Verified by the same way, voting within ten minutes.</summary>
    RouteAndTime,
}

/// <summary>Voters who are alike in a way that chance seldom brings about. It proves nothing.</summary>
/// <param name="Likeness">In what.</param>
/// <param name="People">Five or more, by id.</param>
/// <param name="Expected">How many there would be if the two likenesses had nothing to do with each other.</param>
/// <param name="Domain">Theirs, where that is the likeness; else null.</param>
public sealed record Cluster(Likeness Likeness, IReadOnlyList<Guid> People, double Expected, string? Domain);

/// <summary>
/// Looks for ballots cast by one hand. Two marks together count: a school's network is no sign by itself, nor is a mail
/// provider that half the town uses. A group is shown when it is at least four times what chance would bring together.
/// </summary>
public static class Radar
{
    public const int Least = 5;

    private const int Most = 50;
    private const int AboveChance = 4;

    /// <returns>The largest first; not more than fifty.</returns>
    public static IReadOnlyList<Cluster> Clusters(IReadOnlyCollection<Seen> voters) =>
    [
        .. Alike(voters, Likeness.NetworkAndTime, v => v.Network, v => v.Time)
            .Concat(Alike(voters, Likeness.NetworkAndJoined, v => v.Network, v => v.Joined))
            .Concat(Alike(voters, Likeness.DomainAndTime, v => v.Domain, v => v.Time))
            .Concat(Alike(voters, Likeness.DomainAndJoined, v => v.Domain, v => v.Joined))
            .Concat(Alike(voters, Likeness.RouteAndTime, v => v.Route, v => v.Time))
            .OrderByDescending(cluster => cluster.People.Count)
            .ThenBy(cluster => cluster.Likeness)
            .ThenBy(cluster => cluster.People[0])
            .Take(Most),
    ];

    private static IEnumerable<Cluster> Alike<TOne, TOther>(IReadOnlyCollection<Seen> voters, Likeness likeness, Func<Seen, TOne> one, Func<Seen, TOther> other)
        where TOne : notnull
        where TOther : notnull
    {
        var ones = voters.CountBy(one).ToDictionary();
        var others = voters.CountBy(other).ToDictionary();

        return voters
            .GroupBy(v => (One: one(v), Other: other(v)))
            .Select(group => (group, expected: (double)ones[group.Key.One] * others[group.Key.Other] / voters.Count))
            .Where(pair => pair.group.Count() >= Math.Max(Least, AboveChance * pair.expected) && pair.group.Key.One is not "")
            .Select(pair => new Cluster(likeness, [.. pair.group.Select(v => v.PersonId).Order()], pair.expected, pair.group.Key.One as string is { } domain && likeness != Likeness.RouteAndTime ? domain : null));
    }
}
