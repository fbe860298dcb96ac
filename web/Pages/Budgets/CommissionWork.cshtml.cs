using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Board;
using Participation.Commissions;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Where members of the commission make their keys, find and sign what is ordered out, and say that their review is over.</summary>
public class CommissionWorkModel(ParticipationDb db, BallotLog log, Voiding voiding, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : MemberPage(db, almanac, me, clock), IDrawnAgain
{
    private const int MostOrders = 100;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [BindProperty]
    public string? SignKey { get; set; }

    [BindProperty]
    public string? SealKey { get; set; }

    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>What the member's browser made of the orders: <see cref="VoidPart"/> as JSON.</summary>
    [BindProperty]
    public string? Parts { get; set; }

    [BindProperty]
    public Guid Order { get; set; }

    /// <summary>The oldest hundred.</summary>
    public IReadOnlyList<WaitingOrder> Orders { get; private set; } = [];

    /// <summary>Null until the vote's board is begun, and where it was begun without a commission.</summary>
    public Manifest? Manifest { get; private set; }

    public Refusal? WhyNotMakeKeys => Commission.WhyNotMakeKeys(Budget, Space, Person!, Now);

    public Refusal? WhyNotFinish => Commission.WhyNotFinish(Budget, Person!, Orders.Count);

    public string WorkAddress => $"{Address}/commission/work";

    /// <summary>For the browser, which opens and signs.</summary>
    public string OrdersAsJson => JsonSerializer.Serialize(
        Orders.Where(o => o.Step != VoidStep.None).Select(o => new
        {
            o.Order.Id,
            Step = o.Step.ToString(),
            Envelope = o.Step is VoidStep.OpenOuter ? o.Envelope : o.Order.Opened,
            Person = o.Order.PersonId,
            Commitments = o.Order.Commitments.Select(Convert.ToHexStringLower),
            Why = o.Order.PublicReason,
        }),
        Web);

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostKeysAsync()
    {
        Commission.MakeKeys(Budget, Space, await Me.RequireAsync(), new MemberKeys(SignKey ?? "", SealKey ?? "", Kept ?? ""), Now);
        await Db.SaveChangesAsync();

        return Redirect(WorkAddress);
    }

    public async Task<IActionResult> OnPostPartsAsync()
    {
        var person = await Me.RequireAsync();
        foreach (var part in ReadParts())
        {
            await voiding.DoAsync(Budget, person, part, HttpContext.RequestAborted);
        }

        return Redirect(WorkAddress);
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        await voiding.WithdrawAsync(Budget, Order, await Me.RequireAsync());

        return Redirect(WorkAddress);
    }

    public async Task<IActionResult> OnPostFinishAsync()
    {
        Commission.Finish(Budget, await Me.RequireAsync(), await Db.VoidOrders.CountAsync(o => o.BudgetId == Budget.Id), Now);
        await Db.SaveChangesAsync();

        return Redirect(WorkAddress);
    }

    public Task DrawAgainAsync()
    {
        Db.ChangeTracker.Clear();
        return ReadAsync();
    }

    private List<VoidPart> ReadParts()
    {
        try
        {
            var parts = JsonSerializer.Deserialize<List<VoidPart>>(Parts ?? "", Web) ?? [];

            return parts.Count <= MostOrders && parts.TrueForAll(part => part?.Signatures is not null) ? parts : throw new RefusedException(CommissionRefusals.SignatureWrong);
        }
        catch (JsonException)
        {
            throw new RefusedException(CommissionRefusals.SignatureWrong);
        }
    }

    private async Task ReadAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (Seat.HasKeys && (await log.ReadAsync(Budget.Id, stop))?.Manifest is { Clerks.Count: > 0 } manifest)
        {
            Manifest = manifest;
            Orders = [.. (await WaitingAsync(stop)).Select(o => o with { Step = o.Order.StepOf(Seat, manifest) })];
        }
    }

    private Task<List<WaitingOrder>> WaitingAsync(CancellationToken stop) =>
        Db.VoidOrders.AsNoTracking()
            .Where(o => o.BudgetId == Budget.Id)
            .OrderBy(o => o.AskedAt).ThenBy(o => o.Id)
            .Take(MostOrders)
            .Select(o => new WaitingOrder(
                o,
                Db.People.Where(p => p.Id == o.PersonId).Select(p => p.Name).SingleOrDefault(),
                Db.People.Where(p => p.Id == o.AskedById).Select(p => p.Name).Single(),
                Db.Envelopes.Where(e => e.BudgetId == o.BudgetId && e.PersonId == o.PersonId).Select(e => e.Bytes).SingleOrDefault(),
                VoidStep.None))
            .ToListAsync(stop);

    /// <summary>An order as members see it.</summary>
    /// <param name="Order">What it asks for.</param>
    /// <param name="Voter">Whose ballot; null for a batch.</param>
    /// <param name="AskedBy">Who asked.</param>
    /// <param name="Envelope">Closed.</param>
    /// <param name="Step">What the reader can do.</param>
    public sealed record WaitingOrder(VoidOrder Order, string? Voter, string AskedBy, byte[]? Envelope, VoidStep Step);
}
