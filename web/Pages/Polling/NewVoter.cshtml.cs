using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Takes someone on the roll who has no account and votes on paper.</summary>
public class NewVoterModel(ParticipationDb db, ElectoralRoll roll, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock)
    : PollingPage(db, me, almanac, words, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>As the browser sends a date; typed, where it knows none: 1954-03-27 or 27/03/1954.</summary>
    [BindProperty]
    public string? Born { get; set; }

    [BindProperty]
    public Guid? District { get; set; }

    /// <summary>Someone has looked at <see cref="Namesakes"/>: it is none of them.</summary>
    [BindProperty]
    public bool IsAnother { get; set; }

    /// <summary>People of the same name, once there is one.</summary>
    public IReadOnlyList<Person> Namesakes { get; private set; } = [];

    public Refusal? WhyNot => Budget.WhyNotTakePaper(Staff);

    public void OnGet() => District = Budget.DistrictId;

    public async Task<IActionResult> OnPostAsync()
    {
        var person = await roll.RegisterAsync(Budget, Space, new NewPaperVoter(Name, ReadBorn(), Almanac.District(District), IsAnother), Staff, Now);

        return Done($"{Address}/voters/{person.Id}", "paper.voter.done", ("name", person.Name));
    }

    protected override async Task PrepareAsync() => Namesakes = string.IsNullOrWhiteSpace(Name) ? [] : await roll.NamesakesAsync(Space, Name, Stop);

    private DateOnly? ReadBorn() =>
        DateOnly.TryParseExact(Born?.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
