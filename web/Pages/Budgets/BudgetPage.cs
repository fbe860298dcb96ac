using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>
/// A page about one budget, found by the number in its address, with its projects. Where there is none, or none that this
/// person may see, the answer is 404 and the page is not asked.
/// </summary>
public abstract class BudgetPage(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock) : PageModel
{
    [FromRoute(Name = "budget")]
    public int Number { get; set; }

    /// <summary>For reading.</summary>
    public Budget Budget { get; private set; } = null!;

    /// <summary>For asking; shared between requests, never to be changed.</summary>
    public Space Space { get; private set; } = null!;

    public Almanac.Page Almanac { get; private set; } = null!;

    /// <summary>For a vote called off, the one that holds it again; null where none does yet.</summary>
    public BudgetLink? HeldAgain { get; private set; }

    /// <summary>The vote called off that this one holds again; null where it is held for the first time.</summary>
    public BudgetLink? Repeats { get; private set; }

    /// <summary>Who is signed in, if anyone.</summary>
    public Person? Person { get; private set; }

    /// <summary>
    /// By what a browser tells the ballot of whoever is signed in from those of others who use it. It means nothing elsewhere,
    /// and stands on no page with a receipt. Null where nobody is signed in.
    /// </summary>
    public string? VoterMark => Person is { } person ? Digest.Of("voter", $"{Budget.Id} {person.Id}").ToString()[..32] : null;

    public DateTimeOffset Now { get; private set; }

    public string Address => $"/budgets/{Number}";

    /// <summary>Whether it takes ballots at this moment, from those who may vote.</summary>
    public bool IsOpen => Budget.WhyNotVoteNow(Space, Now) is null;

    /// <summary>When the voting that runs now ends.</summary>
    public DateTimeOffset? OpenUntil => IsOpen ? Space.PhaseAt(Now)?.EndsAt : null;

    protected ParticipationDb Db => db;

    protected CurrentPerson Me => me;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        context.Result = await FindAsync(HttpContext.RequestAborted) ? await TurnAwayAsync() : NotFound();
        if (context.Result is null)
        {
            await next();
        }
    }

    /// <summary>What those are answered whom the page is not for; null for those whom it is.</summary>
    protected virtual Task<IActionResult?> TurnAwayAsync() => Task.FromResult<IActionResult?>(null);

    public Money Money(long minor) => new(minor, Budget.Currency);

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        Now = clock.GetUtcNow();
        Person = await me.FindAsync();
        Almanac = await almanac.ReadAsync(stop);
        if (await db.Budgets.AsNoTracking().WithProjects().WithResult().AsSplitQuery().SingleOrDefaultAsync(b => b.Number == Number, stop) is not { } budget
            || Almanac.Space(budget.SpaceId) is not { } space
            || (!space.IsPublished && Person?.IsCouncil != true))
        {
            return false;
        }

        (Budget, Space) = (budget, space);
        HeldAgain = budget.CancelledAt is null ? null : await LinkAsync(db.Budgets.Where(b => b.RepeatsId == budget.Id), stop);
        Repeats = budget.RepeatsId is { } earlier ? await LinkAsync(db.Budgets.Where(b => b.Id == earlier), stop) : null;

        return true;
    }

    private static Task<BudgetLink?> LinkAsync(IQueryable<Budget> budgets, CancellationToken stop) =>
        budgets.Select(b => new BudgetLink(b.Number, b.Title)).SingleOrDefaultAsync(stop);
}
