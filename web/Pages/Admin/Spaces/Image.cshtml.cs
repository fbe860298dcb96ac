using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Files;
using Participation.Spaces;
using Participation.Web.Foundation;
using Participation.Web.Photos;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>The picture at the head of a space. Without one, a quiet pattern stands there.</summary>
[RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public class ImageModel(ParticipationDb db, CurrentPerson me, PhotoLab lab, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    /// <summary>A photo just too heavy is refused in words, not by cutting the connection.</summary>
    private const long MostBytes = 4 * PhotoRefusals.MaxBytes;

    [BindProperty]
    public IFormFile? Photo { get; set; }

    [BindProperty]
    public bool RemovePhoto { get; set; }

    public void OnGet()
    {
        // The base has found all that the page shows.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Photo is null && !RemovePhoto)
        {
            Mind(new Refusal("file_missing") { Field = nameof(Photo) });
            return Again();
        }

        var old = Space.ImageId;
        Space.Show(Photo is null ? null : (await DevelopAsync(Photo)).Id);
        await SaveAsync(SpacePart.Image);
        await Db.Files.UnusedOf(Db, old).ExecuteDeleteAsync(HttpContext.RequestAborted);

        return Done(Address, "admin.saved");
    }

    private async Task<StoredFile> DevelopAsync(IFormFile sent)
    {
        RefusedException.ThrowIf(sent.Length > PhotoRefusals.MaxBytes ? PhotoRefusals.TooHeavy : null);

        using var bytes = new MemoryStream((int)sent.Length);
        await sent.CopyToAsync(bytes, HttpContext.RequestAborted);
        var photo = await lab.DevelopAsync(bytes.ToArray(), (await Me.RequireAsync()).Id, Now, HttpContext.RequestAborted);
        Db.Add(photo);
        return photo;
    }
}
