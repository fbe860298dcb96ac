using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Places;

namespace Participation.Database;

public static class Districts
{
    private const string MoveProposals = "update proposals t set district_id = m.district_id from unnest(@ids, @districts) m(id, district_id) where t.id = m.id";
    private const string MoveProjects = "update projects t set district_id = m.district_id from unnest(@ids, @districts) m(id, district_id) where t.id = m.id";

    /// <summary>
    /// Takes the outlines as the town's districts: those whose code is known are redrawn, others are new, those not named
    /// stay. In which district each point lies is decided anew.
    /// </summary>
    /// <exception cref="RefusedException">There is no outline, or one has no <c>code</c> or <c>name</c>.</exception>
    public static async Task RedrawDistrictsAsync(this ParticipationDb db, IReadOnlyList<Outline> outlines, CancellationToken stop = default)
    {
        RefusedException.ThrowIf(outlines.Count == 0 ? PlaceRefusals.NoDistricts : null);
        RefusedException.ThrowIf(outlines.Any(o => Named(o, "code").Length == 0 || Named(o, "name").Length == 0) ? PlaceRefusals.NameMissing : null);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var districts = await db.Districts.ToListAsync(stop);
        foreach (var outline in outlines)
        {
            if (districts.Find(d => d.Code == Named(outline, "code")) is { } known)
            {
                known.Redraw(Named(outline, "name"), outline.Geometry);
            }
            else
            {
                var district = new District(Named(outline, "code"), Named(outline, "name"), outline.Geometry);
                districts.Add(district);
                db.Add(district);
            }
        }

        await db.SaveChangesAsync(stop);
        districts.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        await MoveAsync(db, MoveProposals, await db.Proposals.Where(p => p.Place != null).Select(p => new Point(p.Id, p.Place!.Value, p.DistrictId)).ToListAsync(stop), districts, stop);
        await MoveAsync(db, MoveProjects, await db.Projects.Where(p => p.Place != null).Select(p => new Point(p.Id, p.Place!.Value, p.DistrictId)).ToListAsync(stop), districts, stop);
        await transaction.CommitAsync(stop);
    }

    private static async Task MoveAsync(ParticipationDb db, string move, List<Point> points, List<District> districts, CancellationToken stop)
    {
        var moved = points
            .Select(p => (p.Id, p.DistrictId, Now: districts.Find(d => d.Covers(p.Place))?.Id))
            .Where(p => p.DistrictId != p.Now)
            .ToList();
        await db.Database.ExecuteSqlRawAsync(
            move,
            [new NpgsqlParameter("ids", moved.Select(m => m.Id).ToArray()), new NpgsqlParameter("districts", moved.Select(m => m.Now).ToArray())],
            stop);
    }

    private static string Named(Outline outline, string property) => outline.Properties.GetValueOrDefault(property)?.Trim() ?? "";

    private sealed record Point(Guid Id, Place Place, Guid? DistrictId);
}
