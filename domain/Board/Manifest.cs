using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Participation.Tally;

namespace Participation.Board;

/// <summary>
/// All that decides an election, fixed and published before it opens: leaf 0 of its log. Its hash is the election's name,
/// and every ballot bears it, so that nothing of this can be changed afterwards.
/// </summary>
public sealed class Manifest : IBallotPaper
{
    internal const string Type = "manifest";

    private const string Version = "PB1";

    /// <summary>The order between equals: see <see cref="TieRule"/>. Ids were drawn or given in public, and stand for the lot.</summary>
    private const string TiesById = "lower-cost,higher-score,project-id";

    /// <summary>The order where <see cref="Lot"/> is there.</summary>
    private const string TiesByLot = "lower-cost,higher-score,lot";

    private Dictionary<string, long>? _costs;
    private Digest? _id;

    /// <summary>The name of the log, which heads bear: a host and a path, such as <c>town.example/budgets/12</c>.</summary>
    public required string Origin { get; init; }

    public required string Title { get; init; }

    /// <summary>See <see cref="Rules.Named"/>.</summary>
    public required string Rule { get; init; }

    public required Form Form { get; init; }

    /// <summary>In minor units.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>Digits of the currency after the point.</summary>
    public int Decimals { get; init; } = Money.Decimals;

    /// <summary>What a project needs under the rules with a threshold.</summary>
    public long MinimumScore { get; init; }

    /// <summary>In the order that results list them.</summary>
    public required IReadOnlyList<ManifestProject> Projects { get; init; }

    /// <summary>A project may be in several.</summary>
    public IReadOnlyList<ManifestGroup> Groups { get; init; } = [];

    /// <summary>In the order they are counted. They share no project, and fit into the amount.</summary>
    public IReadOnlyList<ManifestPart> Parts { get; init; } = [];

    /// <summary>Null where none was drawn; then ids stand for it.</summary>
    public ManifestLot? Lot { get; init; }

    /// <summary>
    /// How many ballots must stand for the result to bind. Below it they are counted and shown all the same, but nothing is
    /// decided. Null where any number will do.
    /// </summary>
    public int? Quorum { get; init; }

    public required DateOnly Opens { get; init; }

    public required DateOnly Closes { get; init; }

    /// <summary>Null where the town does not say.</summary>
    public ManifestVoters? Voters { get; init; }

    /// <summary>Who signs heads.</summary>
    public required NamedKey Board { get; init; }

    /// <summary>Who may countersign heads.</summary>
    public IReadOnlyList<NamedKey> Witnesses { get; init; } = [];

    /// <summary>How many witnesses must have signed the last head.</summary>
    public int WitnessesNeeded { get; init; }

    /// <summary>Who signs that a ballot is void, two of them each time.</summary>
    public IReadOnlyList<NamedKey> Clerks { get; init; } = [];

    /// <summary>
    /// The two of the commission to whom envelopes are sealed, the first to open them first; none where no ballot can be
    /// found by its voter. See <see cref="Envelope"/>.
    /// </summary>
    public IReadOnlyList<NamedKey> Holders { get; init; } = [];

    /// <summary>The key that permits were signed blindly with; null where the ballot box itself checks who may vote.</summary>
    public TokenKey? TokenKey { get; init; }

    /// <summary>Whether ballots stay closed for good, because too many could be recognised: only sums are published.</summary>
    public bool PublishesOnlySums { get; init; }

    /// <summary>The name of the election: the hash of this manifest.</summary>
    public Digest Id => _id ??= Digest.Of(Type, ToBytes());

    /// <summary>What a project costs, in minor units; null where none has this id.</summary>
    public long? CostOf(string project)
    {
        _costs ??= Projects.ToDictionary(p => p.Id, p => p.Cost, StringComparer.Ordinal);

        return _costs.TryGetValue(project, out var cost) ? cost : null;
    }

    /// <summary>What is counted.</summary>
    /// <param name="ballots">Their choices as positions in <see cref="Projects"/>.</param>
    public Election ToElection(IEnumerable<Ballot> ballots)
    {
        var positions = Projects.Index().ToDictionary(p => p.Item.Id, p => p.Index, StringComparer.Ordinal);

        return new Election(Amount, [.. Projects.Select(p => new Candidate(p.Id, p.Cost))], Form.Counted, ballots)
        {
            Decimals = Decimals,
            MaxLength = Form.MaxLength,
            MinimumScore = MinimumScore,
            Groups = [.. Groups.Select(group => new Group([.. group.Projects.Select(id => positions[id])], group.Most))],
            Reserved = [.. Parts.Select(part => new ReservedPart(part.Name, part.Amount, [.. part.Projects.Select(id => positions[id])]))],
            Lot = Lot?.Order,
        };
    }

    /// <summary>Whether so many ballots decide; see <see cref="Quorum"/>.</summary>
    public bool IsBindingAt(long ballots) => Quorum is null || ballots >= Quorum;

    /// <summary>The leaf, in canonical form.</summary>
    public byte[] ToBytes()
    {
        var json = new JsonObject
        {
            ["t"] = Type,
            ["v"] = Version,
            ["origin"] = Origin,
            ["title"] = Title,
            ["rule"] = Rule,
            ["ties"] = Lot is null ? TiesById : TiesByLot,
            ["threshold"] = MinimumScore,
            ["form"] = Form.ToJson(),
            ["amount"] = Amount.ToString(CultureInfo.InvariantCulture),
            ["currency"] = Currency,
            ["decimals"] = Decimals,
            ["projects"] = new JsonArray([.. Projects.Select(p => p.ToJson())]),
            ["opens"] = Day(Opens),
            ["closes"] = Day(Closes),
            ["board"] = Written(Board),
            ["witnesses"] = new JsonArray([.. Witnesses.Select(Written)]),
            ["needed"] = WitnessesNeeded,
            ["clerks"] = new JsonArray([.. Clerks.Select(Written)]),
            ["publishes"] = PublishesOnlySums ? "sums" : "ballots",
        };
        if (Holders.Count > 0)
        {
            json["holders"] = new JsonArray([.. Holders.Select(Written)]);
        }

        if (TokenKey is not null)
        {
            json["token"] = TokenKey.Text;
        }

        if (Groups.Count > 0)
        {
            json["groups"] = new JsonArray([.. Groups.Select(g => g.ToJson())]);
        }

        if (Parts.Count > 0)
        {
            json["parts"] = new JsonArray([.. Parts.Select(p => p.ToJson())]);
        }

        if (Lot is not null)
        {
            json["lot"] = Lot.ToJson();
        }

        if (Voters is not null)
        {
            json["voters"] = Voters.ToJson();
        }

        if (Quorum is { } quorum)
        {
            json["quorum"] = quorum;
        }

        return CanonicalJson.Of(json);
    }

    /// <exception cref="BoardException">It is no manifest, or one of another version.</exception>
    public static Manifest Read(ReadOnlySpan<byte> leaf)
    {
        var fields = new Fields(CanonicalJson.Read(leaf), "the manifest");
        fields.Expect("t", Type);
        fields.Expect("v", Version);
        fields.Expect("ties", fields.Has("lot") ? TiesByLot : TiesById);
        var manifest = new Manifest
        {
            Origin = fields.Text("origin"),
            Title = fields.Text("title"),
            Rule = fields.Text("rule"),
            MinimumScore = fields.Number("threshold"),
            Form = Form.Read(fields.Take("form")),
            Amount = fields.Amount("amount"),
            Currency = fields.Text("currency"),
            Decimals = fields.SmallNumber("decimals") is var decimals and <= ExactAmount.MostDecimals ? decimals : throw new BoardException("the manifest has more decimals than can be counted"),
            Projects = fields.List("projects", ManifestProject.Read),
            Opens = Day(fields.Text("opens")),
            Closes = Day(fields.Text("closes")),
            Board = ReadKey(fields.Take("board")),
            Witnesses = fields.List("witnesses", ReadKey),
            WitnessesNeeded = fields.SmallNumber("needed"),
            Clerks = fields.List("clerks", ReadKey),
            Holders = fields.Has("holders") ? fields.List("holders", ReadKey) : [],
            Groups = fields.Has("groups") ? fields.List("groups", ManifestGroup.Read) : [],
            Parts = fields.Has("parts") ? fields.List("parts", ManifestPart.Read) : [],
            Lot = fields.Has("lot") ? ManifestLot.Read(fields.Take("lot")) : null,
            Voters = fields.Has("voters") ? ManifestVoters.Read(fields.Take("voters")) : null,
            Quorum = fields.Has("quorum") ? fields.SmallNumber("quorum", least: 1) : null,
            TokenKey = fields.Has("token") ? new TokenKey(fields.Text("token")) : null,
            PublishesOnlySums = fields.Text("publishes") switch
            {
                "ballots" => false,
                "sums" => true,
                var other => throw new BoardException($"the manifest publishes “{other}”, which is not known"),
            },
        };
        fields.End();

        // An empty list would be another way to write none, and give the same election another name.
        return manifest.WhyNotCounted() is { } why ? throw new BoardException(why)
            : manifest.ToBytes().AsSpan().SequenceEqual(leaf) ? manifest
            : throw new BoardException("the manifest has an empty list");
    }

    /// <summary>What contradicts itself in it, or null.</summary>
    private string? WhyNotCounted()
    {
        var ids = Projects.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var inParts = Parts.SelectMany(p => p.Projects).ToList();

        return ids.Count != Projects.Count ? "the manifest has a project twice"
            : Groups.Any(g => !AreOf(ids, g.Projects)) ? "a group has no project, one twice, or one that does not stand"
            : Parts.Any(p => !AreOf(ids, p.Projects)) ? "a reserved part has no project, one twice, or one that does not stand"
            : inParts.Distinct(StringComparer.Ordinal).Count() != inParts.Count ? "two reserved parts share a project"
            : Parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Amount) > Amount ? "the reserved parts exceed the amount"
            : Lot is not null && !Lot.Order.SequenceEqual(DrawnLot.Order(Lot.Seed, ids)) ? "the lot is not what its seed gives"
            : null;
    }

    private static bool AreOf(HashSet<string> ids, IReadOnlyList<string> some) =>
        some.Count > 0 && some.All(ids.Contains) && some.Distinct(StringComparer.Ordinal).Count() == some.Count;

    private static JsonObject Written(NamedKey key) => new() { ["name"] = key.Name, ["key"] = key.Key.Text };

    private static NamedKey ReadKey(JsonElement value)
    {
        var fields = new Fields(value, "a key");
        var key = new NamedKey(fields.Text("name"), new PublicKey(fields.Text("key")));
        fields.End();

        return HeadSignature.IsName(key.Name) ? key : throw new BoardException($"“{key.Name}” cannot sign a note");
    }

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new BoardException($"“{text}” is no day");
}

/// <summary>A project that stands in an election.</summary>
/// <param name="Id">As ballots name it. The last step between equals compares ids.</param>
/// <param name="Cost">In minor units, above zero.</param>
/// <param name="TextHash">Of what voters read about it, so that no one changes it while they vote.</param>
public sealed record ManifestProject(string Id, long Cost, Digest TextHash)
{
    internal JsonNode ToJson() => new JsonObject
    {
        ["id"] = Id,
        ["cost"] = Cost.ToString(CultureInfo.InvariantCulture),
        ["text"] = TextHash.ToString(),
    };

    internal static ManifestProject Read(JsonElement value)
    {
        var fields = new Fields(value, "a project");
        var project = new ManifestProject(fields.Text("id"), fields.Amount("cost"), fields.Hash("text"));
        fields.End();

        return project;
    }
}
