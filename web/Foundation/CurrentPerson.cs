using System.Security.Claims;
using Participation.Database;
using Participation.People;

namespace Participation.Web.Foundation;

/// <summary>The person behind this request; loaded once, and only when asked for.</summary>
public sealed class CurrentPerson(IHttpContextAccessor http, ParticipationDb db)
{
    private Person? _person;

    public Guid? Id => Guid.TryParse(http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public bool IsSignedIn => Id is not null;

    public async Task<Person?> FindAsync() =>
        _person ??= Id is { } id && await db.People.FindAsync(id) is { DeletedAt: null } person ? person : null;

    /// <exception cref="InvalidOperationException">No one is signed in: the page lacks <c>[Authorize]</c>.</exception>
    public async Task<Person> RequireAsync() =>
        await FindAsync() ?? throw new InvalidOperationException("This page needs [Authorize]: no one is signed in.");
}
