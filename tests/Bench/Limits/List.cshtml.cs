using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace Participation.Bench.Limits;

/// <summary>Twenty rows by one query, and nothing around them.</summary>
public class ListModel(NpgsqlDataSource data) : PageModel
{
    public List<Row> Rows { get; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand(
            """
            select p.number, p.title, left(p.body, 200), a.name, p.published_at, p.supports, p.comments
            from (
                select * from proposals
                where space_id = bench_space(1) and state <> 0 and hidden_at is null
                order by published_at desc, id desc limit 20) p
            join people a on a.id = p.author_id
            order by p.published_at desc, p.id desc
            """,
            connection);
        await command.PrepareAsync(stop);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            Rows.Add(new Row(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetDateTime(4), reader.GetInt32(5), reader.GetInt32(6)));
        }
    }

    public sealed record Row(int Number, string Title, string Text, string Author, DateTime PublishedAt, int Supports, int Comments);
}
