using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.People;
using Participation.Places;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

public class IndexModel(
    UserManager<Account> accounts, CurrentPerson me, ParticipationDb db, Door door, Almanac almanac, Words words) : AccountPage(accounts, me)
{
    public static readonly IReadOnlyList<(MailChoices Choice, string Key)> Choices =
        [(MailChoices.Replies, "replies"), (MailChoices.Answers, "answers"), (MailChoices.Results, "results")];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public Guid? District { get; set; }

    [BindProperty]
    public List<MailChoices> Mail { get; set; } = [];

    public IReadOnlyList<District> Districts { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Name = Person.Name;
        Language = Person.Language;
        District = Person.DistrictId;
        Mail = [.. Choices.Select(c => c.Choice).Where(c => Person.Mail.HasFlag(c))];
        Districts = (await almanac.ReadAsync()).Districts;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var almanacPage = await almanac.ReadAsync();
        Districts = almanacPage.Districts;
        Check();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var speaks = Participation.Texts.Language.Of(Language).Code;
        var changesLanguage = speaks != Person.Language;
        Person.Rename(Name!.Trim());
        Person.Speak(speaks);
        Person.LiveIn(almanacPage.District(District));
        Person.Choose(Mail.Aggregate(MailChoices.None, (all, one) => all | one & MailChoices.All));
        await db.SaveChangesAsync();
        await door.StayAsync(Account);

        TempData["Done"] = Participation.Texts.Language.Of(speaks).Say("accounts.saved");
        return changesLanguage ? LocalRedirect($"/display?language={speaks}&back=/account") : RedirectToPage();
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError(nameof(Name), words["accounts.name_needed"]);
        }
        else if (Name.Trim().Length > Person.NameMaxLength)
        {
            ModelState.AddModelError(nameof(Name), words.Count("accounts.name_too_long", Person.NameMaxLength));
        }
    }
}
