using Microsoft.EntityFrameworkCore;

namespace Participation.Mail;

public static class LetterQueries
{
    /// <summary>
    /// The letter that has waited longest, held until the transaction ends. One that another node holds is passed over,
    /// so that no letter is sent by two.
    /// </summary>
    public static async Task<Letter?> TakeNextAsync(this DbSet<Letter> letters, DateTimeOffset now, CancellationToken stop) =>
        (await letters
            .FromSql($"select * from letters where next_try_at <= {now} order by next_try_at limit 1 for update skip locked")
            .ToListAsync(stop))
        .SingleOrDefault();
}
