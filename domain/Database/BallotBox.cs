using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.People;
using Participation.Polling;
using Participation.Spaces;

namespace Participation.Database;

/// <summary>
/// Where ballots lie. Pages put a ballot in, and the count reads them all; nobody else knows how they are kept.
/// </summary>
public sealed class BallotBox(ParticipationDb db, BallotLog log)
{
    /// <summary>Puts the person's ballot in, and marks on the roll that they have voted.</summary>
    /// <param name="budget">With its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Who votes. Nothing leads from them to the ballot afterwards, nor back.</param>
    /// <param name="chosen">See <see cref="Budget.WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>. The same once more, and the same receipt is given.</param>
    /// <param name="now">When.</param>
    /// <param name="network">Where it comes from, for the commission; see <see cref="Sighting.NetworkOf"/>.</param>
    /// <param name="isOldEnough">See <see cref="Budget.WhyNotAtThatAge"/>.</param>
    /// <exception cref="RefusedException">See <see cref="Budget.Cast"/>; they have voted; or the box cannot be trusted, see <see cref="BoardRefusals"/>.</exception>
    public Task<CastBallot> CastAsync(
        Budget budget, Space space, Person person, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, DateTimeOffset now, string network = "", bool isOldEnough = false) =>
        PutAsync(budget, space, person, chosen, nonce, new Arrival(now, isOldEnough, network));

    /// <summary>Puts a ballot in at the counter, and uses up the code that lets its voter in.</summary>
    /// <inheritdoc cref="CastAsync"/>
    /// <param name="budget">With its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Whom the code lets in.</param>
    /// <param name="chosen">See <see cref="Budget.WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>.</param>
    /// <param name="code">That was redeemed.</param>
    /// <param name="now">When.</param>
    /// <param name="isOldEnough">See <see cref="Budget.WhyNotAtThatAge"/>.</param>
    public Task<CastBallot> CastAtCounterAsync(
        Budget budget, Space space, Person person, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, CounterCode code, DateTimeOffset now, bool isOldEnough = false) =>
        PutAsync(budget, space, person, chosen, nonce, new Arrival(now, isOldEnough, Code: code.Hash));

    /// <summary>
    /// The receipt of a ballot that is in the box already, as where a form is sent once more. Whoever asks knows all of it.
    /// </summary>
    /// <returns>Null where no such ballot is there.</returns>
    public async Task<CastBallot?> FindAsync(Budget budget, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, CancellationToken stop = default)
    {
        if (budget.WhyNotChoose(chosen) is not null || await log.ReadAsync(budget.Id, stop) is not { } state)
        {
            return null;
        }

        var opening = budget.Open(state.Manifest, chosen, nonce);
        var commitment = opening.Commitment.ToBytes();
        var leaf = await db.Leaves.Where(l => l.BudgetId == budget.Id && l.Commitment == commitment && l.Index < state.Head.Size)
            .Select(l => new { l.Bytes, l.Index })
            .SingleOrDefaultAsync(stop);

        return leaf is null ? null
            : new CastBallot(opening, new Receipt(state.Manifest.Id, (CommittingLeaf)Leaf.Read(leaf.Bytes), leaf.Index, state.InclusionProof(leaf.Index, state.Head.Size)!, state.Head));
    }

    /// <summary>Puts a ballot in, in place of the one whose change secret this is.</summary>
    /// <inheritdoc cref="CastAsync"/>
    /// <param name="budget">With its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="person">Must have voted online. That the ballot replaced was theirs, only the secret says.</param>
    /// <param name="chosen">See <see cref="Budget.WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>; another one.</param>
    /// <param name="secret">See <see cref="Opening.ChangeSecret"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="isOldEnough">See <see cref="Budget.WhyNotAtThatAge"/>.</param>
    public async Task<CastBallot> ReplaceAsync(
        Budget budget, Space space, Person person, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, Digest secret, DateTimeOffset now, bool isOldEnough = false)
    {
        RefusedException.ThrowIf(await ChannelOfAsync(budget.Id, person.Id) == Channel.Web ? null : BoardRefusals.NotVotedYet);

        return await PutAsync(budget, space, person, chosen, nonce, new Arrival(now, isOldEnough, Secret: secret));
    }

    /// <summary>How a person has voted; null while they have not.</summary>
    public Task<Channel?> ChannelOfAsync(Guid budgetId, Guid personId, CancellationToken stop = default) =>
        db.Roll.Where(e => e.BudgetId == budgetId && e.PersonId == personId).Select(e => (Channel?)e.Channel).SingleOrDefaultAsync(stop);

    /// <summary>What the roll has against a person's vote in a budget; null where it has nothing.</summary>
    /// <param name="budget">In which they would vote.</param>
    /// <param name="personId">Who.</param>
    /// <param name="channel">How they have voted in it; see <see cref="ChannelOfAsync"/>.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Refusal?> WhyNotAsync(Budget budget, Guid personId, Channel? channel, CancellationToken stop = default) =>
        channel == Channel.Paper ? BoardRefusals.VotedOnPaper
        : budget.Terms.StandsAlone && await db.Roll.AnyAsync(e => e.SpaceId == budget.SpaceId && e.PersonId == personId && e.BudgetId != budget.Id, stop) ? BudgetRefusals.VotedInAnother
        : null;

    /// <summary>
    /// Every ballot, as a stream and never all at once; each enumeration reads anew. They come sorted by what they say, so
    /// that nothing can be learnt from their order.
    /// </summary>
    /// <param name="budget">With its projects: choices are positions among them.</param>
    public IEnumerable<Tally.Ballot> Ballots(Budget budget)
    {
        var positions = budget.Projects.Select((project, position) => (project.Number, position)).ToDictionary(p => p.Number, p => p.position);

        return db.Ballots.AsNoTracking()
            .Where(b => b.BudgetId == budget.Id)
            .OrderBy(b => b.Projects).ThenBy(b => b.Points)
            .Select(b => new { b.Projects, b.Points })
            .AsEnumerable()
            .Select(b => new Tally.Ballot(Array.ConvertAll(b.Projects, number => positions[number]), b.Points));
    }

    /// <summary>Votes by project's number as they are now; nothing for projects without any. For budgets that show them early.</summary>
    public Task<Dictionary<int, int>> VotesSoFarAsync(Guid budgetId, CancellationToken stop = default) =>
        db.Ballots.Where(b => b.BudgetId == budgetId)
            .SelectMany(b => b.Projects)
            .GroupBy(number => number)
            .Select(votes => new { Number = votes.Key, Votes = votes.Count() })
            .ToDictionaryAsync(v => v.Number, v => v.Votes, stop);

    /// <summary>Those who voted and want letters of this kind, a page at a time. Nobody learns here what they chose.</summary>
    /// <param name="budgetId">Where they voted.</param>
    /// <param name="wanted">Which letters.</param>
    /// <param name="after">The last of the page before; empty for the first page.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="stop">Gives up.</param>
    public Task<List<Voter>> VotersAsync(Guid budgetId, MailChoices wanted, Guid after, int take, CancellationToken stop = default) =>
        db.Roll.Where(e => e.BudgetId == budgetId)
            .Join(db.People, e => e.PersonId, p => p.Id, (_, p) => p)
            .Where(p => p.Id > after && p.DeletedAt == null && (p.Mail & wanted) == wanted)
            .OrderBy(p => p.Id)
            .Take(take)
            .Select(p => new Voter(p.Id, p.Name, p.Language))
            .ToListAsync(stop);

    /// <summary>Puts a ballot of nobody in: it comes with a permit, or in place of the one whose change secret this is.</summary>
    /// <param name="budget">With its projects.</param>
    /// <param name="space">Where it takes place.</param>
    /// <param name="permit">Null when <paramref name="secret"/> is given.</param>
    /// <param name="chosen">See <see cref="Budget.WhyNotChoose"/>.</param>
    /// <param name="nonce">See <see cref="Opening.Nonce"/>.</param>
    /// <param name="secret">See <see cref="Opening.ChangeSecret"/>; null when <paramref name="permit"/> is given.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="Budget.CastByPermit"/>; or the permit or the secret was used.</exception>
    public async Task<CastBallot> CastByPermitAsync(
        Budget budget, Space space, Permit? permit, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, Digest? secret, DateTimeOffset now)
    {
        RefusedException.ThrowIf(budget.WhyNotVoteNow(space, now) ?? (permit is null == secret is null ? BudgetRefusals.PermitUnreadable : null));
        var opening = budget.CastByPermit(await log.OpenAsync(budget, space), space, permit, chosen, nonce, now);

        return await PutAsync(budget, opening, new Casting(null, Channel.Web, opening, NumbersOf(budget, opening)) { Permit = permit, Secret = secret });
    }

    private async Task<CastBallot> PutAsync(
        Budget budget, Space space, Person person, IReadOnlyCollection<ProjectChoice> chosen, Digest nonce, Arrival arrival)
    {
        // Asked before the log is begun: the first who may vote begins it, and nobody before.
        RefusedException.ThrowIf(budget.WhyNotVote(space, person, arrival.At) ?? budget.WhyNotAtThatAge(arrival.IsOldEnough));
        var manifest = await log.OpenAsync(budget, space);
        var permit = arrival.Code is not null && budget.Terms.ByPermit ? log.PermitAtCounter(budget.Id) : null;
        var opening = permit is null ? budget.Cast(manifest, space, person, chosen, nonce, arrival.At, arrival.IsOldEnough) : budget.CastByPermit(manifest, space, permit, chosen, nonce, arrival.At);

        return await PutAsync(budget, opening, new Casting(arrival.Secret is null ? person.Id : null, Channel.Web, opening, NumbersOf(budget, opening))
        {
            Secret = arrival.Secret,
            Code = arrival.Code,
            Permit = permit,
            Envelope = arrival.Secret is null && manifest.Holders.Count > 0 ? SealedVoter.Seal(manifest.Holders, person.Id, opening.Commitment) : null,
            Network = arrival.Network,
            At = arrival.At,
        });
    }

    private async Task<CastBallot> PutAsync(Budget budget, Opening opening, Casting casting)
    {
        try
        {
            return new CastBallot(opening, await log.AppendAsync(budget.Id, casting));
        }
        catch (PostgresException said) when (db.Model.RefusalFor(said.ConstraintName) is { } refusal)
        {
            throw new RefusedException(refusal, said);
        }
    }

    /// <summary>In the ballot's order: that of the form is the voter's own, and would tell whose it is.</summary>
    private static int[] NumbersOf(Budget budget, Opening opening) => [.. opening.Choices.Select(choice => budget.Projects.Single(p => p.Key == choice.Project).Number)];

    /// <summary>How a ballot comes; see <see cref="Casting"/>.</summary>
    private sealed record Arrival(DateTimeOffset At, bool IsOldEnough, string Network = "", Digest? Secret = null, byte[]? Code = null);
}

/// <summary>A ballot that is in the box, for its voter alone.</summary>
/// <param name="Opening">What it says. It is kept nowhere together with its voter.</param>
/// <param name="Receipt">That it is there.</param>
public sealed record CastBallot(Opening Opening, Receipt Receipt);

/// <summary>Someone who voted, to be written to.</summary>
public sealed record Voter(Guid Id, string Name, string Language);
