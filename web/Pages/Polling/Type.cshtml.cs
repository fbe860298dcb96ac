using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Polling;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Polling;

/// <summary>
/// Types the papers of a batch, one after the other: what is on it, Enter, the next. Each is kept as it is sent, so that
/// nothing is lost when a window is closed.
/// </summary>
public class TypeModel(ParticipationDb db, CurrentPerson me, Almanac almanac, Words words, TimeProvider clock) : BatchPage(db, me, almanac, words, clock)
{
    /// <summary>Which paper, by its place in the pile; null for the next one.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Paper { get; set; }

    /// <summary>What is on it; see <see cref="Sheet"/>.</summary>
    [BindProperty]
    public string? Typed { get; set; }

    /// <summary>The paper that is asked for now; null when all are typed and none is to be typed anew.</summary>
    public int? Current => Paper ?? (Mine!.Next <= Batch.Papers ? Mine.Next : null);

    public IActionResult OnGet()
    {
        if (Mine is null or { IsDone: true } || Batch.IsOver)
        {
            return LocalRedirect(BatchAddress);
        }

        Typed = Paper is { } number ? Mine.Sheets.FirstOrDefault(s => s.Number == number)?.Sheet.ToString() : null;
        return Page();
    }

    /// <exception cref="RefusedException">It makes no ballot; or this is no entry of theirs, or finished.</exception>
    public async Task<IActionResult> OnPostAsync()
    {
        Batch.Type(Staff, Paper ?? Mine?.Next ?? 0, Sheet.Read(Typed, Budget));
        await Db.SaveChangesAsync();

        return LocalRedirect($"{BatchAddress}/type");
    }
}
