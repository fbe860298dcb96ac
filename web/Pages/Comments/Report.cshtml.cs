using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;
using Participation.Web.Pages.Moderation;

namespace Participation.Web.Pages.Comments;

[Authorize]
public class ReportModel(ParticipationDb db, Matters matters, CurrentPerson me, Words words, TimeProvider clock) : ReportPage(db, matters, me, words, clock)
{
    [FromRoute]
    public Guid Id { get; set; }

    protected override Task<Guid?> FindAsync() => Task.FromResult<Guid?>(Id);
}
