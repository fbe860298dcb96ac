using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;
using Participation.Web.Pages.Moderation;

namespace Participation.Web.Pages.Proposals;

[Authorize]
public class ReportModel(ParticipationDb db, Matters matters, CurrentPerson me, Words words, TimeProvider clock) : ReportPage(db, matters, me, words, clock)
{
    [FromRoute]
    public int Number { get; set; }

    protected override Task<Guid?> FindAsync() => Db.Proposals.Where(p => p.Number == Number).Select(p => (Guid?)p.Id).SingleOrDefaultAsync();
}
