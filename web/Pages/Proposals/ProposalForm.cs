using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Files;
using Participation.People;
using Participation.Places;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Web.Foundation;
using Participation.Web.Photos;

namespace Participation.Web.Pages.Proposals;

/// <summary>
/// The form in which a proposal is written. Whatever is sent is kept first and found fault with afterwards, so that
/// nothing typed is lost: each form brings the id of its draft, and sends to that draft however often it is sent.
/// </summary>
public abstract class ProposalForm(ParticipationDb db, Almanac almanac, CurrentPerson me, SimilarProposals similar, PhotoLab lab, Words words, TimeProvider clock)
    : PageModel, IDrawnAgain
{
    /// <summary>A photo just too heavy is refused in words, not by cutting the connection.</summary>
    protected const long MostBytes = 4 * PhotoRefusals.MaxBytes;

    /// <summary>The id of the draft, whether it is kept already or not.</summary>
    [BindProperty]
    public Guid Draft { get; set; }

    /// <summary>Of this form as it was opened; see <see cref="Participation.Proposals.Proposal.WhyNotReplace"/>.</summary>
    [BindProperty]
    public Guid Form { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    /// <summary>Markdown.</summary>
    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public Guid? Category { get; set; }

    /// <summary>For those who place no point.</summary>
    [BindProperty]
    public Guid? District { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    /// <summary>Degrees with a point, as the map writes them; empty for no place.</summary>
    [BindProperty]
    public string? Longitude { get; set; }

    /// <inheritdoc cref="Longitude"/>
    [BindProperty]
    public string? Latitude { get; set; }

    [BindProperty]
    public IFormFile? Photo { get; set; }

    [BindProperty]
    public string? PhotoText { get; set; }

    [BindProperty]
    public bool RemovePhoto { get; set; }

    /// <summary>What is kept; null before the first time.</summary>
    public Proposal? Proposal { get; protected set; }

    /// <summary>For asking; shared between requests, never to be changed.</summary>
    public Space Space { get; protected set; } = null!;

    public Almanac.Page Almanac { get; private set; } = null!;

    public IReadOnlyList<SimilarProposal> Similar { get; private set; } = [];

    /// <summary>Why there is no form, where there is none.</summary>
    public Refusal? WhyNot { get; protected set; }

    /// <summary>Where the form is sent.</summary>
    public abstract string SendTo { get; }

    public bool IsDraft => Proposal is null or { State: ProposalState.Draft };

    public Place? Place =>
        double.TryParse(Longitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var east)
        && double.TryParse(Latitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var north)
            ? new Place(east, north)
            : null;

    protected Person Person { get; private set; } = null!;

    protected ParticipationDb Db => db;

    protected Words Words => words;

    protected DateTimeOffset Now => clock.GetUtcNow();

    private bool IsOutsideTheTown => Place is { } place && Almanac.Districts.Count > 0 && Almanac.DistrictAt(place) is null;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Almanac = await almanac.ReadAsync(HttpContext.RequestAborted);
        Person = await me.RequireAsync();
        if (await FindAsync())
        {
            // What the binder has to say of odd values it says in English; the rules say it better.
            ModelState.Clear();
            await next();
        }
        else
        {
            context.Result = NotFound();
        }
    }

    public async Task DrawAgainAsync()
    {
        Similar = await similar.ToAsync(Space.Id, Title, Draft);

        // Whoever was told that something changed may press again, knowing it.
        Version = await db.Proposals.Where(p => p.Id == Draft).Select(p => p.Version).SingleOrDefaultAsync();
    }

    /// <summary>Finds space and proposal.</summary>
    /// <returns>False where this person has nothing to write.</returns>
    protected abstract Task<bool> FindAsync();

    /// <summary>Fills the form with what is kept.</summary>
    protected async Task FillAsync(Proposal proposal)
    {
        (Draft, Form, Version) = (proposal.Id, Guid.NewGuid(), proposal.Version);
        (Title, Body, Category, Address, PhotoText) = (proposal.Title, proposal.Body, proposal.CategoryId, proposal.Address, proposal.PhotoText);
        District = proposal.Place is null ? proposal.DistrictId : null;
        Longitude = proposal.Place?.Longitude.ToString(CultureInfo.InvariantCulture);
        Latitude = proposal.Place?.Latitude.ToString(CultureInfo.InvariantCulture);
        Similar = await similar.ToAsync(Space.Id, Title, proposal.Id);
    }

    /// <summary>Keeps the text; begins the draft where there is none yet.</summary>
    /// <exception cref="RefusedException">It may not be written now, or was written elsewhere meanwhile.</exception>
    protected async Task SaveTextAsync()
    {
        if (Proposal is null)
        {
            var drafts = await db.Proposals.CountAsync(p => p.AuthorId == Person.Id && p.SpaceId == Space.Id && p.State == ProposalState.Draft);
            RefusedException.ThrowIf(Proposal.WhyNotBegin(Space, Person, drafts, Now));
            db.Add(Proposal = new Proposal(Space, Person, Now, Draft));
        }
        else
        {
            RefusedException.ThrowIf(Proposal.WhyNotReplace(Version, Form));
        }

        Proposal.Edit(Space, Person, Text(), Now, Form);
        if (Proposal.PhotoId is { } photo)
        {
            Proposal.Illustrate(photo, PhotoText);
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Keeps the photo that was sent, or takes away the one there was. What is wrong with it stands at its field.</summary>
    protected async Task SavePhotoAsync()
    {
        if (Photo is null && !RemovePhoto)
        {
            return;
        }

        var old = Proposal!.PhotoId;
        try
        {
            Proposal.Illustrate(Photo is null ? null : (await DevelopAsync(Photo)).Id, PhotoText);
            await db.SaveChangesAsync();
            await db.Files.UnusedOf(db, old).ExecuteDeleteAsync();
            RemovePhoto = false;
        }
        catch (RefusedException e)
        {
            Complain(e.Refusal);
        }
    }

    /// <summary>Says all that must be mended before others see it, each at its field.</summary>
    /// <returns>Whether all is well.</returns>
    protected bool IsReady()
    {
        foreach (var refusal in Text().ToMend())
        {
            Complain(refusal);
        }

        if (IsOutsideTheTown)
        {
            Complain(ProposalRefusals.PlaceOutsideTheTown);
        }

        return ModelState.IsValid;
    }

    /// <summary>The form again, with all that was typed and all that is wrong.</summary>
    protected async Task<IActionResult> AgainAsync()
    {
        await DrawAgainAsync();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private void Complain(Refusal refusal) => ModelState.AddModelError(refusal.Field ?? "", words.Why(refusal));

    private async Task<StoredFile> DevelopAsync(IFormFile sent)
    {
        RefusedException.ThrowIf(sent.Length > PhotoRefusals.MaxBytes ? PhotoRefusals.TooHeavy : null);

        using var bytes = new MemoryStream((int)sent.Length);
        await sent.CopyToAsync(bytes, HttpContext.RequestAborted);
        var photo = await lab.DevelopAsync(bytes.ToArray(), Person.Id, Now, HttpContext.RequestAborted);
        db.Add(photo);
        return photo;
    }

    /// <summary>As typed, with what the town knows of the place; a place outside it is not kept.</summary>
    private ProposalText Text() => new(
        Title ?? "",
        (Body ?? "").ReplaceLineEndings("\n"),
        Space.Categories.Any(c => c.Id == Category) ? Category : null,
        Place is { } place ? Almanac.DistrictAt(place)?.Id : Almanac.District(District)?.Id,
        IsOutsideTheTown ? null : Place,
        Address);
}
