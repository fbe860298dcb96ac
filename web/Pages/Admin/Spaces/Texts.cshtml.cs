using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Places;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>What a space says, in each language beside the other; its address, its place, and who may do what.</summary>
public class TextsModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    [BindProperty]
    public TypedText Title { get; set; } = new();

    [BindProperty]
    public TypedText Summary { get; set; } = new();

    [BindProperty]
    public TypedText Description { get; set; } = new();

    /// <summary>The last part of the address; see <see cref="Space.WhyNotCall"/>.</summary>
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid? DistrictId { get; set; }

    /// <summary>Acts that are for verified residents alone.</summary>
    [BindProperty]
    public List<Acts> VerifiedOnly { get; set; } = [];

    public IReadOnlyList<District> Districts { get; private set; } = [];

    public void OnGet()
    {
        Title = TypedText.Of(Space.Title);
        Summary = TypedText.Of(Space.Summary);
        Description = TypedText.Of(Space.Description);
        Name = Space.Slug;
        DistrictId = Space.DistrictId;
        VerifiedOnly = [.. PhaseModel.Choices.Where(act => Space.VerifiedOnly.HasFlag(act))];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (title, name) = (Title.ToText(), (Name ?? "").Trim());
        Mind(title.IsEmpty ? SpaceRefusals.TitleMissing : null);
        Mind(await WhyNotAdmitAsync());
        Mind(Space.WhyNotCall(name) is { } refusal ? refusal with { Field = nameof(Name) } : null);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        Space.Describe(title, Summary.ToText(), Description.ToText(), Districts.FirstOrDefault(d => d.Id == DistrictId), VerifiedOnly.Aggregate(Acts.None, (all, act) => all | act));
        Space.Call(name);
        await SaveAsync(SpacePart.Texts);

        return Done(Address, "admin.saved");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        Districts = await Db.Districts.AsNoTracking().OrderBy(d => d.Name).ToListAsync(HttpContext.RequestAborted);
        return true;
    }

    /// <summary>Who votes is part of what was published of a vote that goes on.</summary>
    private async Task<Refusal?> WhyNotAdmitAsync() =>
        VerifiedOnly.Contains(Acts.Vote) != Space.VerifiedOnly.HasFlag(Acts.Vote)
        && await Db.Budgets.AnyAsync(b => b.SpaceId == Space.Id && b.ClosedAt == null && Db.Boards.Any(board => board.BudgetId == b.Id))
            ? SpaceRefusals.VotersSettled
            : null;
}
