using Microsoft.EntityFrameworkCore;
using Participation.Database;

namespace Participation.People;

public static class PersonQueries
{
    extension(IQueryable<Person> people)
    {
        /// <summary>Those whose name has these letters in it, capitals and accents apart; all where nothing is asked. Never deleted accounts.</summary>
        public IQueryable<Person> Named(string? part) =>
            string.IsNullOrWhiteSpace(part)
                ? people.Where(p => p.DeletedAt == null)
                : people.Where(p => p.DeletedAt == null && PlainText.Of(p.Name).Contains(PlainText.Of(part.Trim())));

        /// <summary>What these people are called, by id; who is not there has no entry.</summary>
        public Task<Dictionary<Guid, string>> NamesOfAsync(IEnumerable<Guid> ids, CancellationToken stop = default)
        {
            var wanted = ids.ToHashSet();
            return people.Where(p => wanted.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);
        }

        public IQueryable<Person> With(Role? role) => role is null ? people : people.Where(p => p.Role == role);

        /// <summary>By name, those who come after this person; all of them where it is null.</summary>
        public IQueryable<Person> Following(Guid? id, ParticipationDb db)
        {
            var sorted = people.OrderBy(p => PlainText.Of(p.Name)).ThenBy(p => p.Id);
            return id is null
                ? sorted
                : sorted.Where(p => db.People.Any(last => last.Id == id
                    && EF.Functions.GreaterThan(ValueTuple.Create(PlainText.Of(p.Name), p.Id), ValueTuple.Create(PlainText.Of(last.Name), last.Id))));
        }
    }
}

/// <summary>The database's function <c>plain</c>, for queries.</summary>
public static class PlainText
{
    /// <summary>A text as one would type it: no capitals, no accents.</summary>
    /// <exception cref="NotSupportedException">Called outside a query.</exception>
    public static string Of(string text) => throw new NotSupportedException("Only PostgreSQL knows this.");
}
