using Participation.Bench.Load;
using Participation.Bench.Reports;
using Participation.Bench.Seeding;
using Participation.Bench.Servers;
using Participation.Proposals;

namespace Participation.Bench.Workloads;

/// <summary>The pages most read.</summary>
internal static class Reading
{
    private const string List = $"/spaces/{Seed.Slug}/proposals";

    public static async Task<IReadOnlyList<Workload>> OfAsync(Town town, ServerProcess limits, IReadOnlyList<SignedInPerson> people)
    {
        var cookies = people.Take(HttpLoad.Connections).Select(p => p.Cookies).ToList();
        var proposal = $"/proposals/{await town.Database.ReadAsync<int>("select number from proposals where id = bench_proposal(1)")}";
        var middle = await MiddleAsync(town);
        return
        [
            new Workload(
                "visitor-list", "list, visitors (kept a second)", time => town.MeasureAsync(new OnePage(List), time),
                "Kestrel, the same bytes", time => SameBytesAsync(List, time)),
            new Workload(
                "list", "list, signed in", time => town.MeasureAsync(new OnePageByMany(List, cookies), time),
                "bare page, one query", time => LimitAsync("/List", time)),
            new Workload(
                "deep-page", "list, signed in, in its middle", time => town.MeasureAsync(new OnePageByMany($"{List}?order=newest&after={middle}", cookies), time),
                "bare page, one query", time => LimitAsync("/List", time)),
            new Workload(
                "visitor-proposal", "proposal with 100 comments, visitors (kept a second)", time => town.MeasureAsync(new OnePage(proposal), time),
                "Kestrel, the same bytes", time => SameBytesAsync(proposal, time)),
            new Workload(
                "proposal", "proposal with 100 comments, signed in", time => town.MeasureAsync(new OnePageByMany(proposal, cookies), time),
                "bare page, two queries", time => LimitAsync("/Item/1", time)),
        ];

        async Task<Figures?> LimitAsync(string path, TimeSpan time) => await town.MeasureAsync(limits, new OnePage(path), time);

        async Task<Figures?> SameBytesAsync(string path, TimeSpan time)
        {
            using var client = new HttpClient();
            var page = await client.GetByteArrayAsync(new Uri($"http://localhost:{town.Program.Port}{path}"));
            await client.PutAsync(new Uri($"http://localhost:{limits.Port}/same"), new ByteArrayContent(page));
            return await town.MeasureAsync(limits, new OnePage("/same"), time);
        }
    }

    /// <summary>Where the first half of the newest proposals ends.</summary>
    private static async Task<ProposalCursor> MiddleAsync(Town town)
    {
        await using var command = town.Database.Source.CreateCommand(
            $"select id, extract(epoch from published_at - '2000-01-01Z')::numeric * 1000000 from proposals where id = bench_proposal({town.Size.Proposals / 2})");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new ProposalCursor(ProposalOrder.Newest, (long)reader.GetDecimal(1), reader.GetGuid(0));
    }
}
