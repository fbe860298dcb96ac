using Participation.Database;
using Participation.Discussion;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;

namespace Participation.Web.Pages.Debates;

public class ShowModel(ParticipationDb db, Almanac almanac, CurrentPerson me) : DebatePage(db, almanac, me)
{
    public Talk Talk { get; private set; } = null!;
    public bool CanReword { get; private set; }

    public async Task OnGetAsync()
    {
        Talk = new Talk(Debate.Id, TopicKind.Debate, Space, Debate.TakesComments, Debate.Comments, $"/debates/{Number}");
        CanReword = await Me.FindAsync() is { } person && Debate.WhyNotOpen(person) is null;
    }
}
