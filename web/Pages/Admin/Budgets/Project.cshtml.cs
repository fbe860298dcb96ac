using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Places;
using Participation.Proposals;
using Participation.Texts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Budgets;

/// <summary>One project of a budget, new or there already; a new one may grow from a proposal.</summary>
public class ProjectModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BudgetAdminPage(db, me, almanac, words, clock)
{
    private const string New = "new";

    /// <summary><c>new</c>, or the number of one that is there.</summary>
    [FromRoute]
    public string Number { get; set; } = New;

    /// <summary>The number of the proposal that it grows from.</summary>
    [BindProperty(SupportsGet = true, Name = "proposal")]
    public string? FromProposal { get; set; }

    [BindProperty]
    public TypedText Title { get; set; } = new();

    [BindProperty]
    public TypedText Description { get; set; } = new();

    [BindProperty]
    public TypedText Opinion { get; set; } = new();

    /// <summary>In euros, as typed; not sent once it is settled.</summary>
    [BindProperty]
    public string? Cost { get; set; }

    [BindProperty]
    public Guid? CategoryId { get; set; }

    /// <summary>For a project without a point; a point decides the district.</summary>
    [BindProperty]
    public Guid? DistrictId { get; set; }

    [BindProperty]
    public string? PlaceName { get; set; }

    /// <summary>Degrees with a point, as the map writes them; empty for no place.</summary>
    [BindProperty]
    public string? Longitude { get; set; }

    /// <inheritdoc cref="Longitude"/>
    [BindProperty]
    public string? Latitude { get; set; }

    public Project? Project { get; private set; }

    /// <summary>The proposal that <see cref="FromProposal"/> names, or that the project grew from.</summary>
    public Proposal? Proposal { get; private set; }

    private Place? Place =>
        double.TryParse(Longitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var east)
        && double.TryParse(Latitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var north)
            ? new Place(east, north)
            : null;

    public void OnGet()
    {
        if (Project is { } project)
        {
            Title = TypedText.Of(project.Title);
            Description = TypedText.Of(project.Description);
            Opinion = TypedText.Of(project.Opinion);
            Cost = TypedMoney.Write(project.CostMinor, Words.Culture);
            (CategoryId, DistrictId, PlaceName) = (project.CategoryId, project.DistrictId, project.Address);
            SetPlace(project.Place);
        }
        else if (Proposal is { } proposal)
        {
            Title = TypedText.Of(LocalizedText.Of(proposal.Title));
            Description = TypedText.Of(LocalizedText.Of(proposal.Body));
            (CategoryId, DistrictId, PlaceName) = (proposal.CategoryId, proposal.DistrictId, proposal.Address);
            SetPlace(proposal.Place);
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var minor = Project?.CostMinor ?? 0;
        Mind(WhyNotChange is null && Cost is not null && !TypedMoney.TryRead(Cost, out minor) ? TypedMoney.Unreadable(nameof(Cost)) : null);
        var text = Text(minor);
        Mind(text.Title.IsEmpty ? BudgetRefusals.TitleMissing : null);
        Mind(ModelState.IsValid ? text.WhyNot() : null);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        if (Project is null)
        {
            var project = Budget.Add(Space, text, Now);
            project.Illustrate(Proposal?.PhotoId, Proposal?.PhotoText);
            Db.Add(project);
        }
        else
        {
            Budget.Change(Project, Space, text, Now);
        }

        await SaveAsync(BudgetPart.Projects);
        return Done(Address, "admin.saved");
    }

    protected override async Task<bool> FindMoreAsync()
    {
        Project = int.TryParse(Number, CultureInfo.InvariantCulture, out var number) ? Budget.Projects.FirstOrDefault(p => p.Number == number) : null;
        if (Number != New && Project is null)
        {
            return false;
        }

        var named = int.TryParse(FromProposal, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var from = Project?.ProposalId;
        Proposal = await Db.Proposals.AsNoTracking().Published()
            .FirstOrDefaultAsync(p => from != null ? p.Id == from : p.Number == named, HttpContext.RequestAborted);
        return true;
    }

    /// <summary>What is settled is not in the form, and stays as it is.</summary>
    private ProjectText Text(long minor) => Project is { } settled && WhyNotChange is not null
        ? Free(settled.Title, settled.CostMinor) with { Description = settled.Description, CategoryId = settled.CategoryId, DistrictId = settled.DistrictId }
        : Free(Title.ToText(), minor) with
        {
            Description = Description.ToText(),
            CategoryId = Space.Categories.Any(c => c.Id == CategoryId) ? CategoryId : null,
            DistrictId = Place is { } place ? Almanac.DistrictAt(place)?.Id : Almanac.District(DistrictId)?.Id,
        };

    private ProjectText Free(LocalizedText title, long minor) => new(title, minor)
    {
        Opinion = Opinion.ToText(),
        Place = Place,
        Address = PlaceName,
        ProposalId = Proposal?.Id,
    };

    private void SetPlace(Place? place)
    {
        Longitude = place?.Longitude.ToString(CultureInfo.InvariantCulture);
        Latitude = place?.Latitude.ToString(CultureInfo.InvariantCulture);
    }
}
