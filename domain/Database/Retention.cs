using Microsoft.EntityFrameworkCore;

namespace Participation.Database;

/// <summary>How long is kept what serves no purpose any more (GDPR, article 5.1.e). The page on personal data says the same.</summary>
public static class Retention
{
    /// <summary>Days that an account waits for its address to be confirmed.</summary>
    public const int UnconfirmedDays = 30;

    /// <summary>Days that a letter is kept, sent or not.</summary>
    public const int LetterDays = 60;

    extension(ParticipationDb db)
    {
        /// <summary>Erases those who signed up and never confirmed their address, nor were verified by the town hall.</summary>
        public Task<int> ForgetUnconfirmedAsync(DateTimeOffset now, CancellationToken stop = default)
        {
            var before = now.AddDays(-UnconfirmedDays);

            return db.Database.ExecuteSqlAsync(
                $"""
                with gone as (
                    delete from accounts.accounts a using people p
                    where p.id = a.id and not a.email_confirmed and p.verified_at is null and coalesce(a.password_changed_at, p.joined_at) < {before}
                    returning a.id)
                delete from people where id in (select id from gone)
                """,
                stop);
        }

        /// <summary>Erases old letters.</summary>
        public Task<int> ForgetLettersAsync(DateTimeOffset now, CancellationToken stop = default)
        {
            var before = now.AddDays(-LetterDays);

            return db.Letters.Where(l => l.WrittenAt < before).ExecuteDeleteAsync(stop);
        }
    }
}
