using System.Security.Cryptography;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Database;
using Participation.People;
using Microsoft.EntityFrameworkCore;

namespace Participation.App.Tests.Support;

/// <summary>A member of an election commission with her keys, doing what her browser does.</summary>
internal sealed class Member(Person person)
{
    private readonly ECDsa _sign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman _open = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public Person Person => person;

    public MemberKeys Keys => new(Convert.ToBase64String(_sign.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(_open.ExportSubjectPublicKeyInfo()), "{}");

    public byte[] OpenerOf(byte[] envelope) => Envelope.OpenerOf(envelope, _open);

    public byte[] Sign(Manifest manifest, byte[] commitment, string reason) =>
        _sign.SignData(VoidLeaf.Statement(manifest.Id, new Digest(commitment), reason), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}

/// <summary>Votes that a commission watches over.</summary>
internal static class Members
{
    /// <summary>Gives these people seats in the commission of the world's vote, with keys, before voting begins.</summary>
    public static Task SeatAsync(this App app, World world, params Member[] members) => app.WithDbAsync(async db =>
    {
        var before = world.Space.Phases[0].StartsAt.AddDays(-1);
        var budget = await db.Budgets.WithProjects().SingleAsync(b => b.Id == world.Budget.Id);
        var commission = new Commission(budget);
        foreach (var member in members)
        {
            commission.Appoint(budget, world.Space, member.Person, world.Council, before);
            commission.MakeKeys(budget, world.Space, member.Person, member.Keys, before);
        }

        db.Commissions.Add(commission);
        return await db.SaveChangesAsync();
    });

    public static Task AskAsync(this App app, World world, Person voter, VoidReason reason, Person asker) => app.WithAsync<Voiding, int>(async voiding =>
    {
        await voiding.AskAsync(await app.BudgetAsync(world), [voter.Id], reason, asker, app.Clock.GetUtcNow());
        return 0;
    });

    /// <summary>The member says that nothing more is to be taken out.</summary>
    public static Task FinishReviewAsync(this App app, World world, Member member) => app.WithDbAsync(async db =>
    {
        var commission = await db.Commissions.SingleAsync(c => c.BudgetId == world.Budget.Id);
        commission.Finish(await app.BudgetAsync(world), member.Person, await db.VoidOrders.CountAsync(), app.Clock.GetUtcNow());
        return await db.SaveChangesAsync();
    });

    /// <summary>The member's part of the only order there is.</summary>
    public static async Task DoPartAsync(this App app, World world, Member member) => await app.DoAsync(world, member, await app.PartAsync(world, member));

    public static Task DoAsync(this App app, World world, Member member, VoidPart part) => app.WithAsync<Voiding, int>(async voiding =>
    {
        await voiding.DoAsync(await app.BudgetAsync(world), member.Person, part);
        return 0;
    });

    /// <summary>What her browser would make of the only order there is.</summary>
    public static Task<VoidPart> PartAsync(this App app, World world, Member member) => app.WithDbAsync(async db =>
    {
        var order = await db.VoidOrders.SingleAsync();
        var manifest = Manifest.Read(await db.Leaves.Where(l => l.BudgetId == world.Budget.Id && l.Index == 0).Select(l => l.Bytes).SingleAsync());
        if (order.IsFound)
        {
            return new VoidPart(order.Id, null, [.. order.Commitments.Select(c => member.Sign(manifest, c, order.PublicReason))]);
        }

        if (order.Opened is null)
        {
            return new VoidPart(order.Id, member.OpenerOf((await db.Envelopes.SingleAsync(e => e.PersonId == order.PersonId)).Bytes), []);
        }

        var opener = member.OpenerOf(order.Opened);
        var first = new Digest(Envelope.OpenWith(order.Opened, opener).AsSpan(16));
        var standing = await app.WithAsync<Voiding, Digest>(voiding => voiding.StandingAsync(world.Budget.Id, first));

        return new VoidPart(order.Id, opener, [member.Sign(manifest, standing.ToBytes(), order.PublicReason)]);
    });
}
