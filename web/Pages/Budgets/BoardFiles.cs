using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Spaces;

namespace Participation.Web.Pages.Budgets;

/// <summary>
/// The public log of a vote for other programs, under <c>/budgets/{number}/board</c>: <c>manifest</c>, <c>head</c>,
/// <c>leaves?from=</c>, <c>proof?leaf=&amp;size=</c>, <c>consistency?from=&amp;to=</c>; witnesses hand their signatures to
/// <c>witness</c>. Once the result is published, <c>/budgets/{number}/bundle</c> is all of it in one file.
/// </summary>
internal static class BoardFiles
{
    private const int MostLeaves = 1_000;

    /// <summary>A head with as many signatures as it may have.</summary>
    private const int LongestNote = 16_000;

    private const string Json = "application/json";
    private const string Text = "text/plain; charset=utf-8";
    private const string Lines = "application/x-ndjson";

    public static void MapBoardFiles(this IEndpointRouteBuilder app)
    {
        var board = app.MapGroup("/budgets/{number:int}/board");
        board.MapGet("/manifest", (int number, Shown shown, CancellationToken stop) => shown.OfAsync(number, log => Results.Bytes(log.Manifest.ToBytes(), Json), stop));
        board.MapGet("/head", HeadAsync);
        board.MapGet("/leaves", LeavesAsync);
        board.MapGet("/proof", (int number, long leaf, long size, Shown shown, CancellationToken stop) =>
            shown.OfAsync(number, log => Proof(log.InclusionProof(leaf, size)), stop));
        board.MapGet("/consistency", (int number, long from, long to, Shown shown, CancellationToken stop) =>
            shown.OfAsync(number, log => Proof(log.ConsistencyProof(from, to)), stop));
        board.MapPost("/witness", WitnessAsync);
        app.MapGet("/budgets/{number:int}/bundle", BundleAsync);
    }

    /// <summary>The last head, with the signatures of the witnesses that have seen it.</summary>
    private static async Task<IResult> HeadAsync(int number, Shown shown, ParticipationDb db, CancellationToken stop)
    {
        if (await shown.FindAsync(number, stop) is not { } budget || await shown.Log.ReadAsync(budget, stop) is not { } log)
        {
            return Results.NotFound();
        }

        var witnessed = await db.Heads.Where(h => h.BudgetId == budget && h.Size == log.Head.Size).Select(h => h.Note).SingleOrDefaultAsync(stop);

        return Results.Text(witnessed is null ? log.Head.Note : log.Head.With(Head.Parse(witnessed).Signatures).Note, Text);
    }

    /// <summary>At most a thousand leaves, one a line, exactly as they were hashed.</summary>
    private static async Task<IResult> LeavesAsync(int number, long? from, Shown shown, ParticipationDb db, CancellationToken stop)
    {
        if (await shown.FindAsync(number, stop) is not { } budget)
        {
            return Results.NotFound();
        }

        var leaves = await db.Leaves.Where(l => l.BudgetId == budget && l.Index >= (from ?? 0)).OrderBy(l => l.Index).Take(MostLeaves).Select(l => l.Bytes).ToListAsync(stop);

        return Results.Bytes([.. leaves.SelectMany(leaf => leaf.Append((byte)'\n'))], Lines);
    }

    private static async Task<IResult> WitnessAsync(int number, HttpRequest request, Shown shown, CancellationToken stop)
    {
        if (await shown.FindAsync(number, stop) is not { } budget)
        {
            return Results.NotFound();
        }

        if (request.ContentLength is null or > LongestNote)
        {
            return Results.BadRequest();
        }

        try
        {
            using var body = new StreamReader(request.Body, Encoding.UTF8);
            var head = Head.Parse(await body.ReadToEndAsync(stop));

            return await shown.Log.CountersignAsync(budget, head, stop) ? Results.NoContent() : Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        catch (BoardException)
        {
            return Results.BadRequest();
        }
    }

    private static async Task<IResult> BundleAsync(int number, HttpContext http, Shown shown, ParticipationDb db, CancellationToken stop)
    {
        if (await shown.FindAsync(number, stop) is not { } id || await db.Boards.Where(b => b.BudgetId == id).Select(b => b.Outcome).SingleOrDefaultAsync(stop) is not { } outcome)
        {
            return Results.NotFound();
        }

        var budget = await db.Budgets.AsNoTracking().WithProjects().SingleAsync(b => b.Id == id, stop);
        var counts = await db.BundleCountsOfAsync(budget, stop);

        // The bundle is a plain stream: it is given a thread of its own rather than all the memory.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;

        return Results.Stream(body => Task.Run(() => db.BundleOf(budget, outcome).Write(counts, body), stop), Lines, $"budget-{number}.bundle");
    }

    private static IResult Proof(IReadOnlyList<Digest>? proof) => proof is null ? Results.NotFound() : Results.Bytes(MerkleProof.ToJson(proof), Json);

    /// <summary>The logs of votes that everyone may see.</summary>
    internal sealed class Shown(ParticipationDb db, BallotLog log)
    {
        public BallotLog Log => log;

        public async Task<Guid?> FindAsync(int number, CancellationToken stop)
        {
            var seen = db.Spaces.Published().Select(s => s.Id);

            return await db.Budgets.Where(b => b.Number == number && seen.Contains(b.SpaceId)).Select(b => (Guid?)b.Id).SingleOrDefaultAsync(stop);
        }

        public async Task<IResult> OfAsync(int number, Func<LogState, IResult> answer, CancellationToken stop) =>
            await FindAsync(number, stop) is { } budget && await log.ReadAsync(budget, stop) is { } state ? answer(state) : Results.NotFound();
    }
}
