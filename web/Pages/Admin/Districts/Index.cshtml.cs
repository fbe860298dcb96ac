using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Places;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Districts;

/// <summary>The town's districts, read from a GeoJSON file.</summary>
public class IndexModel(ParticipationDb db, Almanac almanac, Words words) : AdminPage(words), IDrawnAgain
{
    private const int MaxBytes = 8_000_000;

    [BindProperty]
    public IFormFile? Outlines { get; set; }

    public IReadOnlyList<District> Districts { get; private set; } = [];

    public Task OnGetAsync() => DrawAgainAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        Mind(Outlines is null || Outlines.Length > MaxBytes ? new Refusal("file_missing") { Field = nameof(Outlines) } : null);
        if (Outlines is not null && ModelState.IsValid)
        {
            using var reader = new StreamReader(Outlines.OpenReadStream());
            await ReadAsync(await reader.ReadToEndAsync(HttpContext.RequestAborted));
        }

        if (!ModelState.IsValid)
        {
            await DrawAgainAsync();
            return Again();
        }

        return Done("/admin/districts", "admin.districts.read");
    }

    public async Task DrawAgainAsync() => Districts = (await almanac.ReadAsync(HttpContext.RequestAborted)).Districts;

    private async Task ReadAsync(string json)
    {
        try
        {
            await db.RedrawDistrictsAsync(GeoJson.Read(json), HttpContext.RequestAborted);
        }
        catch (GeoJsonException e)
        {
            Mind(new Refusal("file_unreadable") { Field = nameof(Outlines) });
            ModelState.AddModelError(nameof(Outlines), e.Message);
        }
        catch (RefusedException e)
        {
            Mind(e.Refusal);
        }
    }
}
