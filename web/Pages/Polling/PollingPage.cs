using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Spaces;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>A page of the polling station for one vote, found by the number of its budget. Where there is none, the answer is 404.</summary>
[Authorize(Policy = Policies.Moderator)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class PollingPage(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : PageModel, IDrawnAgain
{
    [FromRoute(Name = "budget")]
    public int BudgetNumber { get; set; }

    public Budget Budget { get; private set; } = null!;

    /// <summary>For asking; shared between requests, never to be changed.</summary>
    public Space Space { get; private set; } = null!;

    public Almanac.Page Almanac { get; private set; } = null!;

    /// <summary>Who is at the polling station.</summary>
    public Person Staff { get; private set; } = null!;

    public string Address => $"/polling/{BudgetNumber}";

    public IReadOnlyList<(string Text, string Address)> Way(params ReadOnlySpan<(string Text, string Address)> more) =>
        [(Words["paper.title"], "/polling"), (Words.In(Budget.Title), Address), .. more];

    protected ParticipationDb Db => db;

    protected Words Words => words;

    protected DateTimeOffset Now => clock.GetUtcNow();

    protected CancellationToken Stop => HttpContext.RequestAborted;

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

    /// <summary>After a refusal all is shown as it is now, beneath what was typed.</summary>
    public async Task DrawAgainAsync()
    {
        db.ChangeTracker.Clear();
        await FindAsync();
        await PrepareAsync();
    }

    /// <summary>More that the page needs.</summary>
    /// <returns>False when what the address names does not exist.</returns>
    protected virtual Task<bool> FindMoreAsync() => Task.FromResult(true);

    /// <summary>What the view shows besides.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Goes on to the next page, which says once what was done.</summary>
    protected IActionResult Done(string address, string key, params ReadOnlySpan<(string Name, string Value)> with)
    {
        TempData["Done"] = words.With(key, with);
        return LocalRedirect(address);
    }

    private async Task<bool> FindAsync()
    {
        Staff = await me.RequireAsync();
        Almanac = await almanac.ReadAsync(Stop);
        var budget = await db.Budgets.WithProjects().SingleOrDefaultAsync(b => b.Number == BudgetNumber && b.FileHash == null, Stop);
        if (budget is null || Almanac.Space(budget.SpaceId) is not { IsPublished: true } space)
        {
            return false;
        }

        (Budget, Space) = (budget, space);
        return await FindMoreAsync();
    }
}
