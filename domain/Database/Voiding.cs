using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.People;

namespace Participation.Database;

/// <summary>Takes ballots out of a box, as two members of its commission do together.</summary>
public sealed class Voiding(ParticipationDb db, BallotLog log)
{
    /// <summary>Orders the ballots of some voters out. For those who are ordered out already it changes nothing.</summary>
    /// <param name="budget">In which they voted.</param>
    /// <param name="people">Who.</param>
    /// <param name="reason">See <see cref="VoidOrder.WhyNot"/>.</param>
    /// <param name="asker">A member of the commission; of the council too where a receipt was lost.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotAsk"/> and <see cref="VoidOrder.WhyNot"/>; or none of them has a ballot that could be ordered out.</exception>
    public async Task AskAsync(Budget budget, IReadOnlyCollection<Guid> people, VoidReason reason, Person asker, DateTimeOffset now)
    {
        var commission = await db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == budget.Id);
        RefusedException.ThrowIf(WhyNotAsk(commission, reason, asker));
        RefusedException.ThrowIf(VoidOrder.WhyNot(budget, commission, reason));
        var voters = await db.Envelopes
            .Where(e => e.BudgetId == budget.Id && people.Contains(e.PersonId) && !db.VoidOrders.Any(o => o.BudgetId == budget.Id && o.PersonId == e.PersonId))
            .Select(e => e.PersonId)
            .ToListAsync();
        RefusedException.ThrowIf(voters.Count == 0 ? CommissionRefusals.NotVoted : null);

        db.VoidOrders.AddRange(voters.Select(voter => VoidOrder.ForVoter(budget, commission, voter, reason, asker.Id, now)));
        await db.SaveChangesAsync();
    }

    /// <summary>Orders the ballots of a batch of papers out.</summary>
    /// <param name="budget">In which they were counted.</param>
    /// <param name="batch">Its name.</param>
    /// <param name="asker">A member of the commission.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="VoidOrder.ForBatch"/>; the asker has no seat; no ballot of it is in the box; or it is ordered out already.</exception>
    public async Task AskForBatchAsync(Budget budget, string batch, Person asker, DateTimeOffset now)
    {
        var commission = await db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == budget.Id);
        RefusedException.ThrowIf(WhyNotAsk(commission, VoidReason.BatchError, asker));
        var ballots = await BallotsOfAsync(budget.Id, batch);
        RefusedException.ThrowIf(ballots.Count == 0 ? CommissionRefusals.BatchEmpty : null);

        db.VoidOrders.Add(VoidOrder.ForBatch(budget, commission, batch, ballots, asker.Id, now));
        await db.SaveChangesAsync();
    }

    /// <summary>Why this person cannot ask for a ballot to be taken out for this reason; null when they can.</summary>
    public static Refusal? WhyNotAsk(Commission? commission, VoidReason reason, Person asker) =>
        commission?.MemberOf(asker.Id) is not null || (reason == VoidReason.LostReceipt && asker.IsCouncil) ? null : CommissionRefusals.MembersOnly;

    /// <summary>Takes an order back. Nothing was taken out yet, so nothing is undone.</summary>
    /// <exception cref="RefusedException">It is gone, or not this person's to take back.</exception>
    public async Task WithdrawAsync(Budget budget, Guid orderId, Person person)
    {
        var commission = await db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == budget.Id);
        var order = await db.VoidOrders.SingleOrDefaultAsync(o => o.Id == orderId && o.BudgetId == budget.Id);
        RefusedException.ThrowIf(order is null ? CommissionRefusals.OrderGone : null);
        RefusedException.ThrowIf(commission?.MemberOf(person.Id) is null && order!.AskedById != person.Id ? CommissionRefusals.MembersOnly : null);

        db.VoidOrders.Remove(order!);
        await db.SaveChangesAsync();
    }

    /// <summary>Does a member's part of an order: opens an envelope, or signs. With the second signature the ballots are void.</summary>
    /// <param name="budget">Of the vote.</param>
    /// <param name="person">Who has a seat, and keys.</param>
    /// <param name="part">What her browser made.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="RefusedException">It is not hers to do, or it is not valid, or the ballot is gone.</exception>
    public async Task DoAsync(Budget budget, Person person, VoidPart part, CancellationToken stop = default)
    {
        var commission = await db.Commissions.SingleOrDefaultAsync(c => c.BudgetId == budget.Id, stop);
        var member = commission?.MemberOf(person.Id);
        RefusedException.ThrowIf(member?.HasKeys == true ? null : CommissionRefusals.MembersOnly);
        RefusedException.ThrowIf(commission!.ReviewedAt is not null ? CommissionRefusals.NothingToReview : null);
        var state = await log.ReadAsync(budget.Id, stop);
        var order = await db.VoidOrders.SingleOrDefaultAsync(o => o.Id == part.Order && o.BudgetId == budget.Id, stop);
        RefusedException.ThrowIf(order is null || state is null ? CommissionRefusals.OrderGone : null);
        // Who lost her receipt was to vote again: after the close she would only lose her vote.
        RefusedException.ThrowIf(order!.Reason == VoidReason.LostReceipt && budget.ClosedAt is not null ? CommissionRefusals.NotNow with { Field = null } : null);

        switch (order.StepOf(member!, state!.Manifest))
        {
            case VoidStep.OpenOuter:
                order.Open(await EnvelopeOfAsync(order, stop), part.Opener ?? []);
                break;
            case VoidStep.OpenInner:
                order.Found(await StandingAsync(budget.Id, order.Read(part.Opener ?? []), stop));
                order.Sign(member!, state.Manifest, part.Signatures);
                break;
            case VoidStep.Sign:
                var (first, signedFirst) = (order.SignedById, order.Signatures);
                order.Sign(member!, state.Manifest, part.Signatures);
                if (first is { } signer)
                {
                    await VoidAsync(order, [(commission!.MemberOf(signer)!.Name, signedFirst), (member!.Name, order.Signatures)], stop);
                    return;
                }

                break;
            default:
                throw new RefusedException(CommissionRefusals.SignedAlready);
        }

        await db.SaveChangesAsync(stop);
    }

    /// <summary>The ballot that now stands where this one went in: itself, or the last that replaced it.</summary>
    /// <exception cref="RefusedException">None: it is void.</exception>
    public async Task<Digest> StandingAsync(Guid budgetId, Digest commitment, CancellationToken stop = default)
    {
        var standing = commitment.ToBytes();
        while (await db.Leaves.Where(l => l.BudgetId == budgetId && l.Falls == standing).Select(l => new { l.Commitment }).SingleOrDefaultAsync(stop) is { } next)
        {
            standing = next.Commitment ?? throw new RefusedException(CommissionRefusals.BallotGone);
        }

        return new Digest(standing);
    }

    /// <summary>Those of a batch that stand. Ballots on paper are those without a lock.</summary>
    private async Task<List<Digest>> BallotsOfAsync(Guid budgetId, string batch)
    {
        var papers = await db.Leaves
            .Where(l => l.BudgetId == budgetId && l.Commitment != null && l.Lock == null && !db.Leaves.Any(f => f.BudgetId == budgetId && f.Falls == l.Commitment))
            .OrderBy(l => l.Index)
            .Select(l => l.Bytes)
            .ToListAsync();

        return [.. papers.Select(bytes => Leaf.Read(bytes)).OfType<PaperLeaf>().Where(leaf => leaf.Batch == batch).Select(leaf => leaf.Commitment)];
    }

    private async Task<byte[]> EnvelopeOfAsync(VoidOrder order, CancellationToken stop) =>
        await db.Envelopes.Where(e => e.BudgetId == order.BudgetId && e.PersonId == order.PersonId).Select(e => e.Bytes).SingleOrDefaultAsync(stop)
        ?? throw new RefusedException(CommissionRefusals.OrderGone);

    private async Task VoidAsync(VoidOrder order, IReadOnlyList<(string Name, byte[][] Signatures)> signed, CancellationToken stop)
    {
        var leaves = order.Commitments
            .Select((commitment, i) => new VoidLeaf(new Digest(commitment), order.PublicReason, [.. signed.Select(s => new ClerkSignature(s.Name, s.Signatures[i]))]))
            .ToList();
        db.ChangeTracker.Clear();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var done = await db.VoidOrders.Where(o => o.Id == order.Id && o.Version == order.Version).ExecuteDeleteAsync(stop);
            RefusedException.ThrowIf(done == 0 ? CommissionRefusals.OrderGone : null);
            await log.VoidAsync(order.BudgetId, (NpgsqlConnection)db.Database.GetDbConnection(), leaves, stop);
            if (order.Batch is { } batch)
            {
                await db.PaperBatches.Where(b => b.BudgetId == order.BudgetId && b.Name == batch && b.SettledById != null)
                    .ExecuteUpdateAsync(b => b.SetProperty(x => x.IsVoid, true).SetProperty(x => x.Version, x => x.Version + 1), stop);
            }

            if (order.Reason == VoidReason.LostReceipt)
            {
                await LetVoteAgainAsync(order, stop);
            }

            await transaction.CommitAsync(stop);
        }
        catch (PostgresException said) when (said.ConstraintName == "a_ballot_falls_once")
        {
            await BeginAgainAsync(order.Id, stop);
            throw new RefusedException(CommissionRefusals.BallotGone, said);
        }
    }

    /// <summary>As if she had never voted: the log alone says that there was a ballot.</summary>
    private async Task LetVoteAgainAsync(VoidOrder order, CancellationToken stop)
    {
        await db.Envelopes.Where(e => e.BudgetId == order.BudgetId && e.PersonId == order.PersonId).ExecuteDeleteAsync(stop);
        await db.Sightings.Where(s => s.BudgetId == order.BudgetId && s.PersonId == order.PersonId).ExecuteDeleteAsync(stop);
        await db.Roll.Where(e => e.BudgetId == order.BudgetId && e.PersonId == order.PersonId).ExecuteDeleteAsync(stop);
        db.Journal.Add(new(new BallotsCast(order.BudgetId, -1), BallotsCast.DayOf(order.AskedAt)));
        await db.SaveChangesAsync(stop);
    }

    private async Task BeginAgainAsync(Guid orderId, CancellationToken stop)
    {
        if (await db.VoidOrders.SingleOrDefaultAsync(o => o.Id == orderId, stop) is { PersonId: not null } order)
        {
            order.Lose();
            await db.SaveChangesAsync(stop);
        }
    }
}

/// <summary>What a member's browser makes of an order with her keys.</summary>
/// <param name="Order">Which.</param>
/// <param name="Opener">See <see cref="Envelope.OpenerOf"/>; null where there is nothing to open.</param>
/// <param name="Signatures">Over <see cref="VoidLeaf.Statement"/>, one for each ballot; none while the ballot is not found.</param>
public sealed record VoidPart(Guid Order, byte[]? Opener, IReadOnlyList<byte[]> Signatures);
