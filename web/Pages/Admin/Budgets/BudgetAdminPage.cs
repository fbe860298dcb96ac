using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>A page on which the council changes one budget, found by its number. Where there is none, the answer is 404.</summary>
public abstract class BudgetAdminPage(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : AdminPage(words), IDrawnAgain
{
    [FromRoute(Name = "budget")]
    public int BudgetNumber { get; set; }

    /// <summary>The version that the form was filled in against; whoever saves over a newer one is told.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Budget Budget { get; private set; } = null!;

    /// <summary>For asking; shared between requests, never to be changed.</summary>
    public Space Space { get; private set; } = null!;

    public Almanac.Page Almanac { get; private set; } = null!;

    public string Address => $"/admin/budgets/{Budget.Number}";

    public IReadOnlyList<(string Text, string Address)> Way(params ReadOnlySpan<(string Text, string Address)> more) =>
        [(Words["admin.menu.dashboard"], "/admin"), (Words.In(Space.Title), $"/admin/spaces/{Space.Slug}"), (Words.In(Budget.Title), Address), .. more];

    /// <summary>Why amount, projects and costs are settled, or null while they can change.</summary>
    public Refusal? WhyNotChange => Budget.WhyNotChange(Space, Now);

    protected ParticipationDb Db => db;

    protected DateTimeOffset Now => clock.GetUtcNow();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Almanac = await almanac.ReadAsync(HttpContext.RequestAborted);
        if (!await FindAsync())
        {
            context.Result = NotFound();
            return;
        }

        if (HttpMethods.IsGet(Request.Method))
        {
            Version = Budget.Version;
        }

        await next();
    }

    /// <summary>After a refusal the page shows the budget as it is now, beneath what was typed; saving again is then a decision.</summary>
    public virtual async Task DrawAgainAsync()
    {
        db.ChangeTracker.Clear();
        await FindAsync();
        ModelState.Remove(nameof(Version));
        Version = Budget.Version;
    }

    /// <summary>More that the page needs.</summary>
    /// <returns>False when what the address names does not exist.</returns>
    protected virtual Task<bool> FindMoreAsync() => Task.FromResult(true);

    /// <summary>Settles how the vote is held, and saves it.</summary>
    /// <exception cref="RefusedException">See <see cref="Budget.Settle"/> and <see cref="SaveAsync"/>.</exception>
    protected Task SettleAsync(VoteTerms terms)
    {
        Budget.Settle(Space, terms, Now);
        return SaveAsync(BudgetPart.Rules);
    }

    /// <summary>Saves, and writes down who changed what.</summary>
    /// <exception cref="RefusedException">Someone else saved meanwhile, or the database has the last word.</exception>
    protected async Task SaveAsync(BudgetPart part)
    {
        RefusedException.ThrowIf(Version == Budget.Version ? null : PersonRefusals.ChangedMeanwhile);

        Budget.WasChanged(part, (await me.RequireAsync()).Id, Now);
        // Projects are part of the budget: who changes one saves over the budget they saw.
        db.Entry(Budget).State = EntityState.Modified;
        await db.SaveChangesAsync();
    }

    private async Task<bool> FindAsync()
    {
        var budget = await db.Budgets.WithProjects().SingleOrDefaultAsync(b => b.Number == BudgetNumber, HttpContext.RequestAborted);
        if (budget is null || Almanac.Space(budget.SpaceId) is not { } space)
        {
            return false;
        }

        (Budget, Space) = (budget, space);
        return await FindMoreAsync();
    }
}
