using Participation.Board;
using Participation.Budgets;
using Participation.Journal;

namespace Participation.Commissions;

/// <summary>Why a ballot is taken out. The name in the log, in lower case with underscores, is what everyone reads.</summary>
public enum VoidReason
{
    /// <summary>The voter lost her receipt, and votes again.</summary>
    LostReceipt = 0,

    /// <summary>One person voted with several accounts.</summary>
    SeveralAccounts = 1,

    /// <summary>The voter does not live, or has nothing to do, where the vote takes place.</summary>
    NotEntitled = 2,

    /// <summary>Somebody voted in another's name.</summary>
    BorrowedIdentity = 3,

    /// <summary>A batch of paper ballots was entered wrongly.</summary>
    BatchError = 4,
}

/// <summary>
/// A ballot to be taken out: asked for, then found by the two who hold the envelopes, then signed by two of the commission.
/// With the second signature it is in the log as void, and the order is gone.
/// </summary>
public class VoidOrder : Recorded
{
    private VoidOrder()
    {
    }

    private VoidOrder(Budget budget, Guid? personId, string? batch, VoidReason reason, Guid askedById, DateTimeOffset now)
    {
        (BudgetId, PersonId, Batch, Reason, AskedById, AskedAt) = (budget.Id, personId, batch, reason, askedById, now);
        Record(new VoidAsked(budget.Id, budget.SpaceId, reason, askedById), now);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid BudgetId { get; private set; }

    /// <summary>Whose ballot; null for a batch.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Of paper ballots; see <see cref="PaperLeaf.Batch"/>.</summary>
    public string? Batch { get; private set; }

    public VoidReason Reason { get; private set; }
    public Guid AskedById { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>The inner envelope, once the first holder has opened the outer one.</summary>
    public byte[]? Opened { get; private set; }

    /// <summary>Of the ballots to be made void, once they are known: what is signed.</summary>
    public byte[][] Commitments { get; private set; } = [];

    /// <summary>Who signed first; null until then.</summary>
    public Guid? SignedById { get; private set; }

    /// <summary>Theirs, one for each of <see cref="Commitments"/>.</summary>
    public byte[][] Signatures { get; private set; } = [];

    public bool IsFound => Commitments.Length > 0;

    /// <summary>As the log has it.</summary>
    public string PublicReason => Spelt(Reason);

    /// <inheritdoc cref="PublicReason"/>
    public static string Spelt(VoidReason reason) => reason switch
    {
        VoidReason.LostReceipt => "lost_receipt",
        VoidReason.SeveralAccounts => "several_accounts",
        VoidReason.NotEntitled => "not_entitled",
        VoidReason.BorrowedIdentity => "borrowed_identity",
        _ => "batch_error",
    };

    /// <summary>Why a person's ballot cannot be ordered out for this reason at this time; null when it can.</summary>
    public static Refusal? WhyNot(Budget budget, Commission? commission, VoidReason reason) =>
        commission?.IsComplete != true ? CommissionRefusals.NoCommission
        : budget.Terms.ByPermit ? CommissionRefusals.NoEnvelopes
        : commission.ReviewedAt is not null ? CommissionRefusals.NothingToReview
        : reason == VoidReason.BatchError || reason == VoidReason.LostReceipt == budget.ClosedAt is not null ? CommissionRefusals.NotNow
        : null;

    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public static VoidOrder ForVoter(Budget budget, Commission? commission, Guid personId, VoidReason reason, Guid askedById, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNot(budget, commission, reason));

        return new VoidOrder(budget, personId, null, reason, askedById, now);
    }

    /// <summary>For ballots whose place in the log is known: no envelope is opened.</summary>
    /// <exception cref="RefusedException">There is no commission, or its review is over.</exception>
    public static VoidOrder ForBatch(Budget budget, Commission? commission, string batch, IEnumerable<Digest> commitments, Guid askedById, DateTimeOffset now)
    {
        RefusedException.ThrowIf(commission?.IsComplete != true ? CommissionRefusals.NoCommission : commission.ReviewedAt is not null ? CommissionRefusals.NothingToReview : null);

        return new VoidOrder(budget, null, batch, VoidReason.BatchError, askedById, now) { Commitments = [.. commitments.Select(c => c.ToBytes())] };
    }

    /// <summary>What a member can do for it now.</summary>
    /// <param name="member">With keys.</param>
    /// <param name="manifest">Of the vote.</param>
    public VoidStep StepOf(Commissioner member, Manifest manifest) =>
        IsFound ? SignedById == member.PersonId ? VoidStep.None : VoidStep.Sign
        : member.Name == manifest.Holders[Opened is null ? 0 : 1].Name ? Opened is null ? VoidStep.OpenOuter : VoidStep.OpenInner
        : VoidStep.None;

    /// <summary>The first holder shows what opens the outer envelope.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    internal void Open(byte[] envelope, byte[] opener) => Opened = OpenedWith(envelope, opener);

    /// <summary>The second holder shows what opens the inner one.</summary>
    /// <returns>The voter's first ballot.</returns>
    /// <exception cref="RefusedException">It does not, or the envelope is not of this voter.</exception>
    internal Digest Read(byte[] opener) => SealedVoter.Read(OpenedWith(Opened!, opener), PersonId!.Value);

    internal void Found(Digest standing) => Commitments = [standing.ToBytes()];

    /// <exception cref="RefusedException">The member has signed already, or a signature is not valid.</exception>
    internal void Sign(Commissioner member, Manifest manifest, IReadOnlyList<byte[]> signatures)
    {
        var key = manifest.Clerks.FirstOrDefault(c => c.Name == member.Name)?.Key;
        RefusedException.ThrowIf(SignedById == member.PersonId ? CommissionRefusals.SignedAlready : null);
        RefusedException.ThrowIf(
            key is not null && signatures.Count == Commitments.Length && Commitments.Zip(signatures).All(pair => key.Verifies(VoidLeaf.Statement(manifest.Id, new Digest(pair.First), PublicReason), pair.Second))
                ? null
                : CommissionRefusals.SignatureWrong);

        (SignedById, Signatures) = (member.PersonId, [.. signatures]);
    }

    /// <summary>Begins again with the envelope: the ballot that was found is not the last one any more.</summary>
    internal void Lose() => (Opened, Commitments, SignedById, Signatures) = (null, [], null, []);

    private static byte[] OpenedWith(byte[] envelope, byte[] opener)
    {
        try
        {
            return Envelope.OpenWith(envelope, opener);
        }
        catch (BoardException)
        {
            throw new RefusedException(CommissionRefusals.EnvelopeShut);
        }
    }
}

/// <summary>What an order waits for.</summary>
public enum VoidStep
{
    /// <summary>For somebody else.</summary>
    None,
    OpenOuter,

    /// <summary>And sign, with what is found.</summary>
    OpenInner,
    Sign,
}
