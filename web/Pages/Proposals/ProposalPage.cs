using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>
/// A page about one proposal, found by the number in its address. Where there is none, or none that this person may
/// read, the answer is 404 and the page is not asked.
/// </summary>
public abstract class ProposalPage(ParticipationDb db, Almanac almanac, CurrentPerson me) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    public Proposal Proposal { get; private set; } = null!;

    /// <summary>For asking; shared between requests, never to be changed.</summary>
    public Space Space { get; private set; } = null!;

    public Almanac.Page Almanac { get; private set; } = null!;

    public string Address => $"/proposals/{Number}";

    /// <summary>Who is signed in, if anyone.</summary>
    public Person? Person { get; private set; }

    protected ParticipationDb Db => db;

    protected CurrentPerson Me => me;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await FindAsync(HttpContext.RequestAborted))
        {
            await next();
        }
        else
        {
            context.Result = NotFound();
        }
    }

    /// <summary>With the support of whoever is signed in, which the rules ask about.</summary>
    protected virtual Task<Proposal?> LoadAsync(CancellationToken stop) =>
        db.Proposals.WithSupportOf(me.Id).SingleOrDefaultAsync(p => p.Number == Number, stop);

    protected virtual bool MayOpen() => Proposal.CanBeReadBy(Person);

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        Almanac = await almanac.ReadAsync(stop);
        if (await LoadAsync(stop) is not { } proposal || Almanac.Space(proposal.SpaceId) is not { } space)
        {
            return false;
        }

        (Proposal, Space, Person) = (proposal, space, await me.FindAsync());
        return (space.IsPublished || Person is { IsCouncil: true }) && MayOpen();
    }
}
