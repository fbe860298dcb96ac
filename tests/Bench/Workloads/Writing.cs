using System.Diagnostics;
using Participation.Bench.Limits;
using Participation.Bench.Load;
using Participation.Bench.Reports;
using Participation.Bench.Seeding;

namespace Participation.Bench.Workloads;

/// <summary>What people do: each of them signed in, verified, with the form's token, and everything once.</summary>
/// <remarks>Its cost is all that follows too: it is over when the pump has counted, and told, what was done.</remarks>
internal sealed class Writing(Town town, IReadOnlyList<SignedInPerson> people)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Everybody supports the same proposal and, when all have, the next that had no support.</summary>
    public Posts OnOneProposal { get; } =
        new(people, n => $"/proposals/{2 + n / people.Count}/support", "", (TownSize.LastUnsupported - 1) * people.Count);

    /// <summary>The longest that counters took to equal what they count, after the last answer of a load.</summary>
    public TimeSpan SlowestCount { get; private set; }

    public IReadOnlyList<Workload> All()
    {
        // In half of the proposals, so far apart that nobody comes to the same one twice.
        var half = town.Size.Proposals / 2;
        var spread = new Posts(people, n => $"/proposals/{half + 1 + (n % people.Count + n / people.Count * 31) % half}/support", "", half / 31 * people.Count);
        var ballots = new Posts(people, n => $"/budgets/{1 + n / people.Count}/vote/cast", "projects=1&projects=2&projects=3&projects=4&projects=5", TownSize.Budgets * people.Count) { Expected = 200 };
        return
        [
            new Workload(
                "supports", "supports, all over the town", time => MeasureAsync(spread, time, SupportsAreCounted),
                "pgbench, the same in one statement", time => StatementAsync("support.sql", time, ("spread", 1), ("firstproposal", 100))),
            new Workload(
                "one-proposal", "supports, all for one proposal", time => MeasureAsync(OnOneProposal, time, SupportsAreCounted),
                "pgbench, the same in one statement", time => StatementAsync("support.sql", time, ("spread", 0), ("firstproposal", 2))),
            new Workload(
                "ballots", "ballots", time => MeasureAsync(ballots, time, BallotsAreCounted),
                "pgbench, the same in one statement", time => StatementAsync("ballot.sql", time)),
        ];
    }

    private const string SupportsAreCounted = "select (select sum(supports) from proposals) = (select count(*) from supports)";

    private const string BallotsAreCounted = "select (select sum(turnout) from budgets) = (select count(*) from roll)";

    private async Task<Figures> MeasureAsync(Posts posts, TimeSpan time, string areCounted)
    {
        var since = new Stopwatch();
        var figures = await town.MeasureAsync(town.Program, posts, time, async () =>
        {
            since.Start();
            await UntilAsync(ThePumpHasReadAll);
        });
        await UntilAsync(areCounted);
        SlowestCount = since.Elapsed > SlowestCount ? since.Elapsed : SlowestCount;
        return figures;
    }

    private const string ThePumpHasReadAll =
        """
        select (r.transaction, r.entry_id) = (j.transaction, j.id)
        from journal_readers r, (select transaction, id from journal order by transaction desc, id desc limit 1) j
        where r.name = 'pump'
        """;

    private async Task UntilAsync(string isSo)
    {
        var waited = Stopwatch.StartNew();
        while (!await town.Database.ReadAsync<bool>(isSo))
        {
            await Task.Delay(20);
            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"Still not so after {Patience.TotalSeconds:N0} seconds: {isSo}");
            }
        }
    }

    private async Task<Figures?> StatementAsync(string file, TimeSpan time, params (string Name, long Value)[] variables)
    {
        await CopiedTables.MakeAsync(town.Database, town.Size.FirstVoter);
        return await town.MeasureStatementAsync(file, time, [("turn", 0), ("firstvoter", town.Size.FirstVoter), .. variables]);
    }
}
