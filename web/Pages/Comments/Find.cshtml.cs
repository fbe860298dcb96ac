using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;

namespace Participation.Web.Pages.Comments;

/// <summary>The lasting address of a comment: leads to wherever in its discussion it stands by now.</summary>
public class FindModel(ParticipationDb db, Matters matters, CurrentPerson me) : CommentPage(db, matters, me)
{
    public Task<IActionResult> OnGetAsync() => ReturnAsync();
}
