using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Checks a downloaded bundle in the reader's own browser. The server has no part in it, and is asked for nothing.</summary>
public class VerifyModel(ParticipationDb db, Words words, Almanac almanac, CurrentPerson me, TimeProvider clock) : BudgetPage(db, almanac, me, clock)
{
    private static readonly string[] Kinds = ["board.check.", "board.unsaid.", "board.failure."];

    /// <summary>All that a check may say, by key, in the language of the page.</summary>
    public IReadOnlyDictionary<string, string> Sentences { get; private set; } = new Dictionary<string, string>();

    public void OnGet() =>
        Sentences = words.Language.Keys.Where(key => Array.Exists(Kinds, kind => key.StartsWith(kind, StringComparison.Ordinal))).ToDictionary(key => key["board.".Length..], key => words[key]);
}
