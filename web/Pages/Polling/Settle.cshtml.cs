using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>Where two entries of a batch differ, someone with the papers in hand decides; then all its ballots go into the box.</summary>
public class SettleModel(ParticipationDb db, PaperCount count, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BatchPage(db, me, almanac, words, clock)
{
    private const string Other = "other";

    /// <summary>For each paper that differs, by its number: <c>1</c> or <c>2</c> for one of the entries, else <c>other</c>.</summary>
    [BindProperty(Name = nameof(Choice))]
    public Dictionary<int, string?> Choice { get; set; } = [];

    /// <summary>What the paper says, where neither entry does.</summary>
    [BindProperty(Name = nameof(Typed))]
    public Dictionary<int, string?> Typed { get; set; } = [];

    public Refusal? WhyNot => Batch.WhyNotSettle(Staff) ?? Budget.WhyNotTakePaper(Staff);

    public IActionResult OnGet() => Batch.IsOver ? LocalRedirect(BatchAddress) : Page();

    /// <exception cref="RefusedException">See <see cref="PaperCount.SettleAsync"/>; or what was typed makes no ballot.</exception>
    public async Task<IActionResult> OnPostAsync()
    {
        var decided = Batch.Differences.Select(d => (d.Number, Sheet: Decided(d))).Where(d => d.Sheet is not null).ToDictionary(d => d.Number, d => d.Sheet!);
        await count.SettleAsync(Budget, Space, Batch, Staff, decided, Now);

        return Done(BatchAddress, "paper.settle.done", ("name", Batch.Name));
    }

    private Sheet? Decided(SheetPair pair) => Choice.GetValueOrDefault(pair.Number) switch
    {
        "1" => pair.First,
        "2" => pair.Second,
        Other => Sheet.Read(Typed.GetValueOrDefault(pair.Number), Budget),
        _ => null,
    };
}
