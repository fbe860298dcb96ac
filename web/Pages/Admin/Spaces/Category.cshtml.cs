using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>One theme of a space, new or there already.</summary>
public class CategoryModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    /// <summary>Drawings a theme may have; each is a file of <c>web/Icons</c>.</summary>
    public static IReadOnlyList<string> Icons { get; } =
        ["leaf", "tree", "ball", "book", "hands", "bicycle", "bike-parking", "footprints", "crossing", "school", "bench", "home", "people", "coins", "shield", "sun"];

    /// <summary><c>new</c>, or the id of one that is there.</summary>
    [FromRoute]
    public string Id { get; set; } = New;

    [BindProperty]
    public TypedText Name { get; set; } = new();

    [BindProperty]
    public string? Icon { get; set; }

    public Category? Category { get; private set; }

    public void OnGet()
    {
        Name = Category is null ? new TypedText() : TypedText.Of(Category.Name);
        Icon = Category?.Icon ?? Icons[0];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (name, icon) = (Name.ToText(), Icons.Contains(Icon) ? Icon! : Icons[0]);
        Mind(name.IsEmpty ? SpaceRefusals.CategoryNameMissing : null);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        if (Category is null)
        {
            // The code only has to be short and stable: what people read is the name.
            Db.Add(Space.Sort($"t{Guid.CreateVersion7():N}"[..13], name, icon));
        }
        else
        {
            Space.Rename(Category, name, icon);
        }

        await SaveAsync(SpacePart.Categories);
        return Done(Address, "admin.saved");
    }

    protected override Task<bool> FindMoreAsync()
    {
        Category = Guid.TryParse(Id, out var id) ? Space.Categories.FirstOrDefault(c => c.Id == id) : null;
        return Task.FromResult(Id == New || Category is not null);
    }
}
