using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets.Counter;

/// <summary>
/// A step of filling in a ballot at the counter. Who votes, and on what, the code says that travels with the form; who is
/// signed in on the device does not matter.
/// </summary>
[IgnoreAntiforgeryToken]
public abstract class CounterPage(ParticipationDb db, BallotBox box, CounterCodes codes, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : BallotPage(db, box, almanac, me, clock)
{
    private readonly TimeProvider _clock = clock;

    private Person? _voter;

    /// <summary>The code that lets this voter in, as it was typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    public override string VoteAddress => "/counter/ballot";

    public override string? CounterCode => Code;

    /// <summary>Null where the code lets nobody in: it is used up or has expired.</summary>
    protected CounterCode? Found { get; private set; }

    /// <summary>The number of the budget, where the form may be answered without a code that is still good.</summary>
    protected virtual int? NumberSent => null;

    public IActionResult OnGet() => Redirect("/counter");

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsGet(Request.Method))
        {
            context.Result = Redirect("/counter");
            return;
        }

        Found = await codes.FindAsync(Code, _clock.GetUtcNow(), HttpContext.RequestAborted);
        if (Found is null && NumberSent is null)
        {
            context.Result = Redirect("/counter?spent=true");
            return;
        }

        ViewData["Seconds"] = CounterLook.BallotSeconds;
        Number = Found is null ? NumberSent!.Value : await NumberOfAsync(Found);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    protected override async Task<Person> VoterAsync() =>
        _voter ??= await Db.People.FindAsync(Found!.PersonId) ?? throw new InvalidOperationException("A code of the counter is a person's.");

    /// <summary>Nobody replaces a ballot here: whoever has voted has voted.</summary>
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        WhyNotVote ??= Channel is null ? null : BudgetRefusals.AlreadyVoted;
    }

    private async Task<int> NumberOfAsync(CounterCode code) => (await Db.Budgets.FindAsync(code.BudgetId))!.Number;
}
