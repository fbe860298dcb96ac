using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>A page on which the council changes one space, found by its address. Where there is none, the answer is 404.</summary>
public abstract class SpaceAdminPage(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : AdminPage(words), IDrawnAgain
{
    /// <summary>Where an address names a part of the space, this names the one to be made.</summary>
    protected const string New = "new";

    [FromRoute]
    public string Slug { get; set; } = "";

    /// <summary>The version that the form was filled in against; whoever saves over a newer one is told.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Space Space { get; private set; } = null!;

    public string Address => $"/admin/spaces/{Space.Slug}";

    public IReadOnlyList<(string Text, string Address)> Way(params ReadOnlySpan<(string Text, string Address)> more) =>
        [(Words["admin.menu.dashboard"], "/admin"), (Words["admin.menu.spaces"], "/admin/spaces"), (Words.In(Space.Title), Address), .. more];

    protected ParticipationDb Db => db;

    protected DateTimeOffset Now => clock.GetUtcNow();

    protected CurrentPerson Me => me;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!await FindAsync())
        {
            context.Result = NotFound();
            return;
        }

        if (HttpMethods.IsGet(Request.Method))
        {
            Version = Space.Version;
        }

        await next();
    }

    /// <summary>After a refusal the page shows the space as it is now, beneath what was typed; saving again is then a decision.</summary>
    public virtual async Task DrawAgainAsync()
    {
        db.ChangeTracker.Clear();
        await FindAsync();
        ModelState.Remove(nameof(Version));
        Version = Space.Version;
    }

    /// <summary>More that the page needs; null (the default) when there is nothing.</summary>
    /// <returns>False when what the address names does not exist.</returns>
    protected virtual Task<bool> FindMoreAsync() => Task.FromResult(true);

    /// <summary>Saves, and writes down who changed what.</summary>
    /// <exception cref="RefusedException">Someone else saved meanwhile, or the database has the last word.</exception>
    protected async Task SaveAsync(SpacePart part)
    {
        RefusedException.ThrowIf(Version == Space.Version ? null : PersonRefusals.ChangedMeanwhile);

        Space.WasChanged(part, (await me.RequireAsync()).Id, Now);
        // Phases and themes are part of the space: who changes one saves over the space they saw.
        db.Entry(Space).State = EntityState.Modified;
        await db.SaveChangesAsync();
    }

    private async Task<bool> FindAsync()
    {
        if (await db.Spaces.BySlugAsync(Slug, HttpContext.RequestAborted) is not { } space)
        {
            return false;
        }

        Space = space;
        return await FindMoreAsync();
    }
}
