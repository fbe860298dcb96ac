using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Admin.People;

/// <summary>Finds people by name, or those who hold a role.</summary>
public class IndexModel(ParticipationDb db, Almanac almanac, Words words) : AdminPage(words)
{
    public const int PageSize = 30;

    /// <summary>A part of the name; capitals and accents do not matter.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public Role? Role { get; set; }

    /// <summary>The id of the last person of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public IReadOnlyList<PersonRow> People { get; private set; } = [];
    public Almanac.Page Almanac { get; private set; } = null!;
    public Pager Pager { get; private set; } = new(null, null);

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Almanac = await almanac.ReadAsync(stop);
        var people = await db.People.AsNoTracking()
            .Named(Search).With(Role).Following(After, db)
            .Take(PageSize + 1)
            .Select(p => new PersonRow(p.Id, p.Name, p.Title, p.Role, p.DistrictId, p.VerifiedAt, p.JoinedAt))
            .ToListAsync(stop);
        People = [.. people.Take(PageSize)];
        Pager = new Pager(After is null ? null : Address(null), people.Count > PageSize ? Address(People[^1].Id) : null);
    }

    private string Address(Guid? after) =>
        "/admin/people" + QueryString.Create(new Dictionary<string, string?> { ["q"] = Search, ["role"] = Role?.ToString(), ["after"] = after?.ToString() }.Where(v => v.Value is { Length: > 0 }));
}

/// <summary>A person as the list shows them.</summary>
public sealed record PersonRow(Guid Id, string Name, string? Title, Role Role, Guid? DistrictId, DateTimeOffset? VerifiedAt, DateTimeOffset JoinedAt);
