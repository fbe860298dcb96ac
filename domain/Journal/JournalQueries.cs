using Microsoft.EntityFrameworkCore;

namespace Participation.Journal;

public static class JournalQueries
{
    /// <summary>By one of these a fact says which councillor or moderator acted. The index <c>journal_of_the_town_hall</c> knows them.</summary>
    private static readonly string[] Actors = ["ById", "CouncilId", "ModeratorId"];

    extension(DbSet<JournalEntry> journal)
    {
        /// <summary>What councillors and moderators did, newest first, before this entry; from the newest on where it is null.</summary>
        public IQueryable<JournalEntry> OfTheTownHall(long? before) => journal.FromSql(
            $"""
            select * from journal
            where coalesce(body ->> 'ById', body ->> 'CouncilId', body ->> 'ModeratorId') is not null and id < {before ?? long.MaxValue}
            """)
            .OrderByDescending(e => e.Id);
    }

    /// <summary>Which councillor or moderator the fact says acted; null where it was somebody else, or nobody.</summary>
    public static Guid? ActorOf(IFact fact) => Actors
        .Select(name => fact.GetType().GetProperty(name)?.GetValue(fact) as Guid?)
        .FirstOrDefault(id => id is not null);
}
