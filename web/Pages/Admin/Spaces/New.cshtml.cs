using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Participation.Database;
using Participation.Spaces;
using Participation.Texts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>A new space, with the phases of its kind planned already. Nobody else sees it until it is published.</summary>
public class NewModel(ParticipationDb db, CurrentPerson me, Words words, IOptions<TownOptions> town, TimeProvider clock) : AdminPage(words)
{
    [BindProperty]
    public string? Template { get; set; }

    [BindProperty]
    public TypedText Title { get; set; } = new();

    [BindProperty]
    public TypedText Summary { get; set; } = new();

    /// <summary>The first day of the first phase.</summary>
    [BindProperty]
    public string? FirstDay { get; set; }

    public void OnGet()
    {
        Template = SpaceTemplate.All[0].Name;
        FirstDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), town.Value.Zone).AddDays(14).Date).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var title = Title.ToText();
        var template = SpaceTemplate.All.FirstOrDefault(t => t.Name == Template) ?? SpaceTemplate.All[0];
        var day = new TownTime { Date = FirstDay, Time = "09:00" };
        Mind(title.IsEmpty ? SpaceRefusals.TitleMissing : null);
        Mind(day.WhyNotRead(town.Value.Zone, nameof(FirstDay), out var first));
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var (now, council) = (clock.GetUtcNow(), await me.RequireAsync());
        var space = new Space(await SlugForAsync(title.In("fr")), title, now);
        space.Describe(title, Summary.ToText(), LocalizedText.Empty, null, Acts.Vote);
        template.PlanIn(space, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(first, town.Value.Zone).Date), town.Value.Zone, now);
        space.WasChanged(SpacePart.Whole, council.Id, now);
        db.Add(space);
        await db.SaveChangesAsync();

        return Done($"/admin/spaces/{space.Slug}", "admin.spaces.made");
    }

    /// <summary>Des bancs à l’ombre becomes des-bancs-a-l-ombre, and the second of that name des-bancs-a-l-ombre-2.</summary>
    private async Task<string> SlugForAsync(string title)
    {
        var slug = new StringBuilder();
        foreach (var c in title.ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var plain = slug.ToString().Trim('-');
        plain = (plain.Length > Space.SlugMaxLength - 4 ? plain[..(Space.SlugMaxLength - 4)].Trim('-') : plain) is { Length: > 0 } some ? some : "concertation";
        var taken = await db.Spaces.Where(s => s.Slug == plain || s.Slug.StartsWith(plain + "-")).Select(s => s.Slug).Take(1_000).ToHashSetAsync(HttpContext.RequestAborted);
        return taken.Contains(plain) ? Enumerable.Range(2, 1_000).Select(n => $"{plain}-{n}").First(s => !taken.Contains(s)) : plain;
    }
}
