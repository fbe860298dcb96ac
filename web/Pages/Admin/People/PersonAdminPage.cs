using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.People;

/// <summary>A page about one person. Who is not there, or no longer, answers 404.</summary>
public abstract class PersonAdminPage(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : AdminPage(words), IDrawnAgain
{
    [FromRoute]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;

    /// <summary>Whoever is at work here.</summary>
    public Person Council { get; private set; } = null!;

    public string Address => $"/admin/people/{Id}";

    protected ParticipationDb Db => db;

    protected DateTimeOffset Now => clock.GetUtcNow();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await FindAsync())
        {
            await next();
        }
        else
        {
            context.Result = NotFound();
        }
    }

    public async Task DrawAgainAsync()
    {
        db.ChangeTracker.Clear();
        await FindAsync();
    }

    private async Task<bool> FindAsync()
    {
        Council = await me.RequireAsync();
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == Id && p.DeletedAt == null, HttpContext.RequestAborted);
        Person = person!;
        return person is not null;
    }
}
