using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Participation.Places;

namespace Participation.Proposals;

/// <summary>A proposal as the map shows it.</summary>
public sealed record ProposalPoint(Guid Id, int Number, string Title, Place Place, ProposalState State, int Supports);

/// <summary>Several proposals too near one another to be drawn apart: how many, and the middle of them.</summary>
public sealed record ProposalGroup(Place Place, int Count);

/// <summary>What lies in a part of the map: each point when they are few, groups when they are many; never both.</summary>
/// <param name="Points">At most <see cref="ProposalMap.MostPoints"/>.</param>
/// <param name="Groups">At most <see cref="ProposalMap.MostGroups"/>.</param>
/// <param name="IsTruncated">Whether something was left out.</param>
public sealed record ProposalPoints(IReadOnlyList<ProposalPoint> Points, IReadOnlyList<ProposalGroup> Groups, bool IsTruncated);

/// <summary>Published proposals by where they are.</summary>
public sealed class ProposalMap(NpgsqlDataSource data)
{
    public const int MostPoints = 300;
    public const int MostGroups = 400;

    /// <summary>Cells of the grid across the part of the map that is seen; a part may begin and end inside a cell.</summary>
    private const int CellsAcross = 18;

    /// <param name="search">Which ones; its area is the part of the map that is seen, and is needed.</param>
    /// <param name="zoom">As the map counts it: the world is 512 · 2^zoom pixels wide.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<ProposalPoints> ReadAsync(ProposalSearch search, double zoom, CancellationToken stop = default)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        var points = await PointsAsync(connection, search, stop);
        if (points.Count <= MostPoints)
        {
            return new ProposalPoints(points, [], IsTruncated: false);
        }

        var groups = await GroupsAsync(connection, search, CellSize(search.Area ?? Area.Everywhere, zoom), stop);
        return new ProposalPoints([], [.. groups.Take(MostGroups)], IsTruncated: groups.Count > MostGroups);
    }

    /// <summary>
    /// Degrees: 64 pixels at this zoom, more when the part of the map is larger than a screen. Always a halving of the
    /// globe, so that groups stay where they are while the map is moved.
    /// </summary>
    internal static double CellSize(Area area, double zoom)
    {
        var wanted = Math.Max(360 / 8 / Math.Pow(2, Math.Clamp(zoom, 0, 24)), Math.Max(area.East - area.West, area.North - area.South) / CellsAcross);
        return 360 / Math.Pow(2, Math.Floor(Math.Log2(360 / wanted)));
    }

    private static async Task<List<ProposalPoint>> PointsAsync(NpgsqlConnection connection, ProposalSearch search, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText =
            $"""
            select p.id, p.number, p.title, p.place, p.state, p.supports
            from proposals p
            where {ProposalFilter.Where(search, command)} and p.place is not null
            limit {MostPoints + 1}
            """;
        await using var reader = await command.ExecuteReaderAsync(stop);
        var points = new List<ProposalPoint>();
        while (await reader.ReadAsync(stop))
        {
            var place = reader.GetFieldValue<NpgsqlPoint>(3);
            points.Add(new ProposalPoint(
                reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), new Place(place.X, place.Y), (ProposalState)reader.GetInt32(4), reader.GetInt32(5)));
        }

        return points;
    }

    private static async Task<List<ProposalGroup>> GroupsAsync(NpgsqlConnection connection, ProposalSearch search, double cell, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        var where = ProposalFilter.Where(search, command);
        var size = command.Add(cell);
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select avg(p.place[0]), avg(p.place[1]), count(*)::integer
            from proposals p
            where {where} and p.place is not null
            group by floor(p.place[0] / {size}), floor(p.place[1] / {size})
            order by 3 desc, 1, 2
            limit {MostGroups + 1}
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var groups = new List<ProposalGroup>();
        while (await reader.ReadAsync(stop))
        {
            groups.Add(new ProposalGroup(new Place(reader.GetDouble(0), reader.GetDouble(1)), reader.GetInt32(2)));
        }

        return groups;
    }
}
