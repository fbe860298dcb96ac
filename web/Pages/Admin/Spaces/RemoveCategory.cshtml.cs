using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Spaces;

/// <summary>Takes a theme away, unless something uses it.</summary>
public class RemoveCategoryModel(ParticipationDb db, CurrentPerson me, Words words, TimeProvider clock) : SpaceAdminPage(db, me, words, clock)
{
    [FromRoute]
    public Guid Id { get; set; }

    public Category Category { get; private set; } = null!;

    public void OnGet()
    {
        // The base has found all that the question needs.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Space.Remove(Category);
        await SaveAsync(SpacePart.Categories);

        return Done(Address, "admin.categories.removed");
    }

    protected override Task<bool> FindMoreAsync()
    {
        var category = Space.Categories.FirstOrDefault(c => c.Id == Id);
        Category = category!;
        return Task.FromResult(category is not null);
    }
}
