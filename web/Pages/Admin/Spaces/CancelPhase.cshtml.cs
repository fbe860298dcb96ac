using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>Takes a phase out of a space's time.</summary>
public class CancelPhaseModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    [FromRoute]
    public Guid Id { get; set; }

    public Phase Phase { get; private set; } = null!;

    public void OnGet()
    {
        // The base has found all that the question needs.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Space.Cancel(Phase, Now);
        await SaveAsync(SpacePart.Phases);

        return Done(Address, "admin.phases.cancelled");
    }

    protected override Task<bool> FindMoreAsync()
    {
        var phase = Space.Phases.FirstOrDefault(p => p.Id == Id);
        Phase = phase!;
        return Task.FromResult(phase is not null);
    }
}
