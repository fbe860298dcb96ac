using Microsoft.EntityFrameworkCore;
using Participation.Database;

namespace Participation.Spaces;

public static class PhaseAnnouncementQueries
{
    /// <summary>
    /// Notes every opening and closing of the last day that nobody has noted yet. In the transaction of what is then told,
    /// each moment is told once, whichever servers ask at the same time.
    /// </summary>
    /// <returns>The spaces concerned.</returns>
    public static Task<List<Guid>> NotePhasesAsync(this ParticipationDb db, DateTimeOffset now, CancellationToken stop = default) =>
        db.Database.SqlQuery<Guid>(
            $"""
            with told as (
                insert into phase_announcements (phase_id, what, at)
                select p.id, moment.what, moment.at
                from phases p
                join spaces s on s.id = p.space_id and s.published_at is not null
                cross join lateral (values (0, p.starts_at), (1, p.ends_at)) moment(what, at)
                where moment.at <= {now} and moment.at > {now.AddDays(-1)}
                order by p.id, moment.what
                on conflict do nothing
                returning phase_id)
            select distinct p.space_id from told join phases p on p.id = told.phase_id
            """).ToListAsync(stop);
}
