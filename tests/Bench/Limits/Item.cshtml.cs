using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace Participation.Bench.Limits;

/// <summary>A text with a hundred comments, by two queries sent together.</summary>
public class ItemModel(NpgsqlDataSource data) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    public string Title { get; private set; } = "";
    public string Author { get; private set; } = "";
    public string Body { get; private set; } = "";
    public int Supports { get; private set; }
    public List<Comment> Comments { get; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select p.title, a.name, p.body, p.supports from proposals p join people a on a.id = p.author_id where p.number = $1")
                {
                    Parameters = { new NpgsqlParameter<int> { TypedValue = Number } },
                },
                new NpgsqlBatchCommand(
                    """
                    select c.id, a.name, c.written_at, c.body
                    from comments c join people a on a.id = c.author_id
                    where c.topic_id = (select id from proposals where number = $1)
                    order by c.root_id, c.id limit 100
                    """)
                {
                    Parameters = { new NpgsqlParameter<int> { TypedValue = Number } },
                },
            },
        };
        await batch.PrepareAsync(stop);
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        (Title, Author, Body, Supports) = (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3));

        await reader.NextResultAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            Comments.Add(new Comment(reader.GetGuid(0), reader.GetString(1), reader.GetDateTime(2), reader.GetString(3)));
        }
    }

    public sealed record Comment(Guid Id, string Author, DateTime WrittenAt, string Body);
}
