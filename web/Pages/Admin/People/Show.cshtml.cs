using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.People;

/// <summary>What the town hall may do for one person.</summary>
public class ShowModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : PersonAdminPage(db, me, words, clock)
{
    public string? District { get; private set; }

    public Refusal? WhyNotVerify => Person.WhyNotVerify(Council);

    public Refusal? WhyNotSuspend => Person.WhyNotSuspend(Council);

    public Refusal? WhyNotAppoint => Person.WhyNotAppoint(Council);

    public async Task OnGetAsync() => District = (await almanac.ReadAsync(HttpContext.RequestAborted)).District(Person.DistrictId)?.Name;
}
