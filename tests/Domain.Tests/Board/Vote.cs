using System.Text;
using Participation.Board;
using Participation.Tally;

namespace Participation.Domain.Tests.Board;

/// <summary>A small vote with its board, honest unless a test meddles with its lists.</summary>
internal sealed class Vote : IDisposable
{
    private readonly TokenSigner? _permits;

    public Vote(Form? form = null, string rule = "greedy", bool withPermits = false, bool onlySums = false, int? quorum = null)
    {
        _permits = withPermits ? TokenSigner.Create() : null;
        Manifest = new Manifest
        {
            Origin = "town.example/budgets/1",
            Title = "Budget participatif",
            Rule = rule,
            Form = form ?? new ApprovalForm(1, 3),
            Amount = 100_00,
            Currency = "EUR",
            Projects = [Project("1", 60_00), Project("2", 30_00), Project("3", 50_00), Project("10", 10_00)],
            Opens = new DateOnly(2027, 3, 1),
            Closes = new DateOnly(2027, 3, 31),
            Board = new NamedKey("town.example", Board.PublicKey),
            Witnesses = [new NamedKey("paper.example", Witness.PublicKey)],
            WitnessesNeeded = 1,
            Clerks = [.. Clerks.Select((clerk, i) => new NamedKey($"clerk{i}", clerk.PublicKey))],
            TokenKey = _permits?.Key,
            PublishesOnlySums = onlySums,
            Quorum = quorum,
        };
        Append(Manifest.ToBytes());
    }

    public SigningKey Board { get; } = SigningKey.Create();

    public SigningKey Witness { get; } = SigningKey.Create();

    public SigningKey[] Clerks { get; } = [SigningKey.Create(), SigningKey.Create()];

    public Manifest Manifest { get; }

    public MerkleTree Tree { get; } = new();

    public List<byte[]> Leaves { get; } = [];

    public List<Opening> Openings { get; } = [];

    public List<Permit> Permits { get; } = [];

    public List<Head> Heads { get; } = [];

    /// <summary>Four people vote, one of them changes her mind, one ballot comes on paper, one is made void; then it ends.</summary>
    public static Vote Held()
    {
        var vote = new Vote();
        var first = vote.Cast("1", "2");
        vote.Cast("1");
        var voided = vote.Cast("3");
        vote.Cast("3", "10");
        vote.Replace(first, "2");
        vote.Paper("2", "3");
        vote.Void(voided);
        vote.Close(roll: 5);

        return vote;
    }

    public Opening Cast(params string[] projects) => Cast(Made([.. projects.Select(p => new Choice(p))]));

    public Opening Cast(Opening opening)
    {
        Permit? permit = null;
        if (_permits is not null)
        {
            var message = TokenKey.Prepare(Digest.Random().ToBytes());
            var blinded = _permits.Key.Blind(message);
            permit = _permits.Key.Finish(message, _permits.Sign(blinded.Message), blinded.Inverse);
            Permits.Add(permit);
        }

        Append(new BallotLeaf(opening.Commitment, opening.ChangeLock, permit?.Id));
        Openings.Add(opening);
        return opening;
    }

    public Opening Replace(Opening earlier, params string[] projects)
    {
        var opening = Made([.. projects.Select(p => new Choice(p))]);
        Append(new ReplaceLeaf(opening.Commitment, opening.ChangeLock, earlier.Commitment, earlier.ChangeSecret));
        Openings.Remove(earlier);
        Openings.Add(opening);
        return opening;
    }

    public Opening Paper(params string[] projects)
    {
        var opening = Made([.. projects.Select(p => new Choice(p))]);
        Append(new PaperLeaf(opening.Commitment, "mairie-1"));
        Openings.Add(opening);
        return opening;
    }

    public void Void(Opening opening, int signatures = 2)
    {
        var statement = VoidLeaf.Statement(Manifest.Id, opening.Commitment, "Lost receipt, voted again at the counter");
        Append(new VoidLeaf(opening.Commitment, "Lost receipt, voted again at the counter", [.. Clerks.Take(signatures).Select((clerk, i) => new ClerkSignature($"clerk{i}", clerk.Sign(statement)))]));
        Openings.Remove(opening);
    }

    public void Close(long roll)
    {
        var ledger = new Participation.Board.Ledger(Manifest);
        foreach (var leaf in Leaves.Skip(1))
        {
            ledger.Take(Leaf.Read(leaf));
        }

        Append(new CloseLeaf(ledger.Web, ledger.Paper, ledger.Replaced, ledger.Voided, roll));
        Heads.Add(Sign());
    }

    /// <summary>The head of the log as it is now.</summary>
    public Head Sign() => Head.Of(Manifest.Origin, Tree).SignedBy("town.example", Board).SignedBy("paper.example", Witness);

    public Receipt ReceiptFor(Opening opening)
    {
        var index = Leaves.Skip(1).Select(l => Leaf.Read(l)).Select((leaf, i) => (leaf, i)).Single(l => l.leaf is CommittingLeaf c && c.Commitment == opening.Commitment);

        return new Receipt(Manifest.Id, (CommittingLeaf)index.leaf, index.i + 1, Tree.InclusionProof(index.i + 1, Tree.Size), Sign());
    }

    public Outcome Count() => Rules.Named(Manifest.Rule).Count(Manifest.ToElection([.. Openings.Select(o => o.ToTally(Positions))]));

    public Bundle Bundle() => BundleOf(Count());

    /// <summary>With an outcome that may be of another vote.</summary>
    public Bundle BundleOf(Outcome outcome) => new()
    {
        Heads = [.. Heads],
        Leaves = [.. Leaves],
        Openings = Manifest.PublishesOnlySums ? [] : [.. Openings.OrderBy(o => o.Commitment).Select(o => o.ToBytes())],
        Permits = [.. Permits.OrderBy(p => p.Id).Select(p => p.ToBytes())],
        Outcome = Trace.Of(outcome),
    };

    /// <summary>As a file.</summary>
    public static string Written(Bundle bundle)
    {
        using var file = new MemoryStream();
        bundle.Write(new Bundle.Counts(bundle.Heads.Count, bundle.Leaves.Count(), bundle.Openings.Count(), bundle.Permits.Count()), file);

        return Encoding.UTF8.GetString(file.ToArray());
    }

    public Opening Made(params Choice[] choices) => new(Manifest.Id, [.. Manifest.Form.InOrder(choices)], Digest.Random());

    public void Append(Leaf leaf) => Append(leaf.ToBytes());

    public void Dispose()
    {
        Board.Dispose();
        Witness.Dispose();
        Array.ForEach(Clerks, clerk => clerk.Dispose());
    }

    private Dictionary<string, int> Positions => Manifest.Projects.Select((p, i) => (p.Id, i)).ToDictionary(p => p.Id, p => p.i);

    private void Append(byte[] leaf)
    {
        Leaves.Add(leaf);
        Tree.Append(leaf);
    }

    private static ManifestProject Project(string id, long cost) => new(id, cost, Digest.Of("text", id));
}
