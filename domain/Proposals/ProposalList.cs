using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Participation.Places;

namespace Participation.Proposals;

/// <summary>A proposal as a list shows it.</summary>
public sealed record ProposalRow(
    Guid Id,
    int Number,
    string Title,
    string Excerpt,
    string Author,
    Guid? CategoryId,
    Guid? DistrictId,
    ProposalState State,
    int Supports,
    int Comments,
    DateTimeOffset PublishedAt,
    Guid? PhotoId,
    Place? Place,
    bool IsSupported);

/// <summary>Up to <see cref="ProposalList.PageSize"/> rows, and where the list goes on either way.</summary>
public sealed record ProposalListPage(IReadOnlyList<ProposalRow> Rows, ProposalCursor? Before, ProposalCursor? After);

/// <summary>
/// A space's published proposals, a page at a time. One statement reads the page, names and the reader's own supports
/// included; it rides the index of its order and reads as many rows at the end of the list as at its beginning.
/// </summary>
/// <remarks>Written by hand because it is the page most read: EF Core takes three times as long to read the same rows.</remarks>
public sealed class ProposalList(NpgsqlDataSource data)
{
    public const int PageSize = 20;

    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="search">Which ones, in which order.</param>
    /// <param name="after">Where the page before ended; null for the beginning.</param>
    /// <param name="before">Where the page after began, to go back; null to go on.</param>
    /// <param name="readerId">Whose supports are marked; null for a visitor.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<ProposalListPage> ReadAsync(
        ProposalSearch search, ProposalCursor? after = null, ProposalCursor? before = null, Guid? readerId = null, CancellationToken stop = default)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        if (before is { } end)
        {
            var back = await ReadAsync(connection, search, end, backwards: true, readerId, stop);
            if (back.Count >= PageSize)
            {
                var more = back.Count > PageSize;
                var rows = back.Take(PageSize).Reverse().ToList();
                return new ProposalListPage([.. rows.Select(r => r.Row)], more ? rows[0].Cursor : null, rows[^1].Cursor);
            }

            // Less than a page remains before it: that is the first page, and it is shown whole.
            after = null;
        }

        var read = await ReadAsync(connection, search, after, backwards: false, readerId, stop);
        var shown = read.Take(PageSize).ToList();
        return new ProposalListPage(
            [.. shown.Select(r => r.Row)],
            after is not null && shown.Count > 0 ? shown[0].Cursor : null,
            read.Count > PageSize ? shown[^1].Cursor : null);
    }

    private static async Task<List<(ProposalRow Row, ProposalCursor Cursor)>> ReadAsync(
        NpgsqlConnection connection, ProposalSearch search, ProposalCursor? from, bool backwards, Guid? readerId, CancellationToken stop)
    {
        var rows = new List<(ProposalRow, ProposalCursor)>(PageSize + 1);
        foreach (var stretch in Stretch.Of(search, from, backwards))
        {
            await ReadAsync(connection, search, stretch, backwards, readerId, rows, stop);
            if (rows.Count > PageSize)
            {
                break;
            }
        }

        return rows;
    }

    private static async Task ReadAsync(
        NpgsqlConnection connection,
        ProposalSearch search,
        Stretch stretch,
        bool backwards,
        Guid? readerId,
        List<(ProposalRow, ProposalCursor)> rows,
        CancellationToken stop)
    {
        await using var command = Command(connection, search, stretch, backwards, readerId);
        if (!search.IsNarrowed)
        {
            // The few statements that nearly everyone reads by; kept by the connection. Their limit stands in them: had they to
            // be told, PostgreSQL would plan anew each time, which takes three times as long as to read.
            await command.PrepareAsync(stop);
        }

        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            rows.Add(Row(reader, search.Order));
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, ProposalSearch search, Stretch stretch, bool backwards, Guid? readerId)
    {
        var command = new NpgsqlCommand { Connection = connection };
        var (column, descending) = Column(search.Order);
        var direction = descending != backwards ? "desc" : "asc";

        var where = ProposalFilter.Where(search, command);
        if (stretch.From is { } from)
        {
            where.Append(CultureInfo.InvariantCulture, $" and ({column}, p.id) {(direction == "desc" ? "<" : ">")} ({Key(command, search.Order, from.Key)}, {command.Add(from.Id)})");
        }

        if (stretch.AtLeast is { } least)
        {
            where.Append(CultureInfo.InvariantCulture, $" and {column} >= {command.Add((int)least)}");
        }

        if (stretch.Below is { } below)
        {
            where.Append(CultureInfo.InvariantCulture, $" and {column} < {command.Add((int)below)}");
        }

        var supported = readerId is { } reader
            ? $"exists (select from supports s where s.proposal_id = p.id and s.person_id = {command.Add(reader)})"
            : "false";
        command.CommandText =
            $"""
            select p.id, p.number, p.title, p.excerpt, a.name, p.category_id, p.district_id, p.state, p.supports, p.comments,
                p.published_at, p.photo_id, p.place, {supported}, p.shuffle
            from (select * from proposals p where {where} order by {column} {direction}, p.id {direction} limit {PageSize + 1}) p
            join people a on a.id = p.author_id
            order by {column} {direction}, p.id {direction}
            """;
        return command;
    }

    private static (ProposalRow, ProposalCursor) Row(NpgsqlDataReader reader, ProposalOrder order)
    {
        var publishedAt = reader.GetDateTime(10);
        var row = new ProposalRow(
            reader.GetGuid(0),
            reader.GetInt32(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetString(4),
            Guid(5),
            Guid(6),
            (ProposalState)reader.GetInt32(7),
            reader.GetInt32(8),
            reader.GetInt32(9),
            publishedAt,
            Guid(11),
            reader.IsDBNull(12) ? null : PlaceAt(reader.GetFieldValue<NpgsqlPoint>(12)),
            reader.GetBoolean(13));
        var key = order switch
        {
            ProposalOrder.Newest => (publishedAt - Epoch).Ticks / TimeSpan.TicksPerMicrosecond,
            ProposalOrder.MostSupported => row.Supports,
            ProposalOrder.MostDiscussed => row.Comments,
            _ => reader.GetInt32(14),
        };
        return (row, new ProposalCursor(order, key, row.Id));

        Guid? Guid(int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
    }

    private static Place PlaceAt(NpgsqlPoint point) => new(point.X, point.Y);

    private static (string Column, bool Descending) Column(ProposalOrder order) => order switch
    {
        ProposalOrder.Newest => ("p.published_at", true),
        ProposalOrder.MostSupported => ("p.supports", true),
        ProposalOrder.MostDiscussed => ("p.comments", true),
        _ => ("p.shuffle", false),
    };

    private static string Key(NpgsqlCommand command, ProposalOrder order, long key) =>
        order == ProposalOrder.Newest ? command.Add(Epoch.AddTicks(key * TimeSpan.TicksPerMicrosecond)) : command.Add((int)key);

    /// <summary>A part of the ordered list, read in one go. The shuffled circle is two: from its start to the top, and on from zero.</summary>
    private sealed record Stretch(ProposalCursor? From = null, long? AtLeast = null, long? Below = null)
    {
        public static IEnumerable<Stretch> Of(ProposalSearch search, ProposalCursor? from, bool backwards)
        {
            if (search.Order != ProposalOrder.Shuffled)
            {
                return [new Stretch(from)];
            }

            var (first, second) = (new Stretch(AtLeast: search.Start), new Stretch(Below: search.Start));
            return from is not { } cursor ? [first, second]
                : (cursor.Key >= search.Start, backwards) switch
                {
                    (true, false) => [new Stretch(cursor), second],
                    (false, false) => [second with { From = cursor }],
                    (true, true) => [first with { From = cursor }],
                    (false, true) => [new Stretch(cursor), first],
                };
        }
    }
}

/// <summary>The conditions of a search, in the words of SQL.</summary>
internal static class ProposalFilter
{
    public static StringBuilder Where(ProposalSearch search, NpgsqlCommand command)
    {
        // The first three as the partial indexes have them.
        var where = new StringBuilder().Append(CultureInfo.InvariantCulture, $"p.space_id = {command.Add(search.SpaceId)} and p.state <> 0 and p.hidden_at is null");
        And(search.DistrictId, id => $"p.district_id = {command.Add(id)}");
        And(search.CategoryId, id => $"p.category_id = {command.Add(id)}");
        And(search.State, state => $"p.state = {command.Add((int)state)}");
        And(search.Area, area => $"p.place <@ {command.Add(new NpgsqlBox(area.North, area.East, area.South, area.West))}");
        if (search.Words is { } words)
        {
            where.Append(CultureInfo.InvariantCulture, $" and p.search @@ websearch_to_tsquery('town', {command.Add(words)})");
        }

        return where;

        void And<T>(T? value, Func<T, string> condition) where T : struct
        {
            if (value is { } given)
            {
                where.Append(" and ").Append(condition(given));
            }
        }
    }

    /// <summary>Adds a value to the command.</summary>
    /// <returns>How the statement calls it: <c>$1</c>.</returns>
    public static string Add<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return "$" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
    }
}
