using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;
using Participation.Web.Pages.Spaces;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>A space as the council runs it: what state it is in, and where each of its parts is changed.</summary>
public class ShowModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    public SpaceGlance Glance { get; private set; } = null!;

    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Glance = SpaceGlance.Of(Space, Now);
        Budgets = await Db.Budgets.AsNoTracking().Where(b => b.SpaceId == Space.Id).OrderByDescending(b => b.CreatedAt).Take(20).ToListAsync(HttpContext.RequestAborted);
    }
}
