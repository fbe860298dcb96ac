using Participation.Board;
using Participation.Tally;

namespace Participation.App.Tests.Support;

/// <summary>The log of a small vote without a town around it.</summary>
internal sealed class SmallBoard : IDisposable
{
    private readonly SigningKey _key;

    /// <param name="twin">Another log of the same election, told by the same board.</param>
    /// <param name="title">Of the election, where it is to be another.</param>
    /// <param name="origin">The name of the log.</param>
    public SmallBoard(SmallBoard? twin = null, string title = "Budget participatif", string origin = "town.example/budgets/1")
    {
        _key = SigningKey.FromPem((twin?._key ?? SigningKey.Create()).ToPem());
        Manifest = new Manifest
        {
            Origin = origin,
            Title = title,
            Rule = "greedy",
            Form = new KnapsackForm(),
            Amount = 100_00,
            Currency = "EUR",
            Projects = [.. new[] { ("1", 60_00L), ("2", 50_00L) }.Select(p => new ManifestProject(p.Item1, p.Item2, Digest.Of("text", p.Item1)))],
            Opens = new DateOnly(2027, 3, 1),
            Closes = new DateOnly(2027, 3, 31),
            Board = new NamedKey("town.example", _key.PublicKey),
        };
        Append(Manifest.ToBytes());
    }

    public Manifest Manifest { get; }

    /// <summary>In which its town says that it answers.</summary>
    public string Charset { get; set; } = "utf-8";

    public MerkleTree Tree { get; } = new();

    public List<byte[]> Leaves { get; } = [];

    public List<Opening> Openings { get; } = [];

    /// <summary>Heads that witnesses handed back.</summary>
    public List<Head> Posted { get; } = [];

    public bool Signs { get; set; } = true;

    public bool IsReachable { get; set; } = true;

    public Receipt Cast(string project)
    {
        var opening = new Opening(Manifest.Id, [new Choice(project)], Digest.Random());
        var leaf = new BallotLeaf(opening.Commitment, opening.ChangeLock);
        Openings.Add(opening);
        Append(leaf.ToBytes());

        return new Receipt(Manifest.Id, leaf, Tree.Size - 1, Tree.InclusionProof(Tree.Size - 1, Tree.Size), Sign());
    }

    public Bundle Close()
    {
        Append(new CloseLeaf(Leaves.Count - 1, 0, 0, 0, Leaves.Count - 1).ToBytes());
        var positions = new Dictionary<string, int> { ["1"] = 0, ["2"] = 1 };

        return new Bundle
        {
            Heads = [Sign()],
            Leaves = Leaves,
            Openings = [.. Openings.OrderBy(o => o.Commitment).Select(o => o.ToBytes())],
            Outcome = Trace.Of(Rules.Named("greedy").Count(Manifest.ToElection([.. Openings.Select(o => o.ToTally(positions))]))),
        };
    }

    public Head Sign()
    {
        using var another = SigningKey.Create();

        return Head.Of(Manifest.Origin, Tree).SignedBy("town.example", Signs ? _key : another);
    }

    public void Dispose() => _key.Dispose();

    private void Append(byte[] leaf)
    {
        Leaves.Add(leaf);
        Tree.Append(leaf);
    }
}
