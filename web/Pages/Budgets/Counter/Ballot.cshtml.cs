using Microsoft.AspNetCore.Mvc;
using Participation.Board;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets.Counter;

/// <summary>Choosing projects at the counter, and reading the choice again. Nothing is kept yet.</summary>
public class BallotModel(ParticipationDb db, BallotBox box, BallotLog log, CounterCodes codes, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : CounterPage(db, box, codes, almanac, me, clock)
{
    public bool IsReview { get; private set; }

    /// <param name="next">See <see cref="VoteModel.OnPostAsync"/>; nothing at the first step.</param>
    /// <exception cref="RefusedException">This person cannot vote now; or, on the way to the review, it makes no ballot.</exception>
    public async Task<IActionResult> OnPostAsync(string? next)
    {
        await PrepareAsync();
        if (Move.Parse(next) is { } move)
        {
            Projects = move.In(Projects);
        }

        if (next != "review")
        {
            return Page();
        }

        RefusedException.ThrowIf(WhyNotVote ?? Budget.WhyNotChoose(Choices));
        Manifest = await log.OpenAsync(Budget, Space);
        Nonce = Digest.Random().ToString();
        IsReview = true;

        return Page();
    }
}
