using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Board;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>Choosing projects, and reading the choice again before it is cast. Nothing is kept yet.</summary>
[Authorize]
public class VoteModel(ParticipationDb db, BallotBox box, BallotLog log, Almanac almanac, CurrentPerson me, TimeProvider clock) : BallotPage(db, box, almanac, me, clock)
{
    public bool IsReview { get; private set; }

    public async Task OnGetAsync() => await PrepareAsync();

    /// <param name="next">
    /// <c>review</c> to read the choice again; <c>recalculate</c>, without JavaScript, to see what is left; <c>change</c> to
    /// come back from the review; <c>all</c> and <c>one</c> to see all projects, or one at a time; in a ranking a
    /// <see cref="Move"/>, as <c>up-12</c>; where projects are shown one at a time a <see cref="Step"/>, as <c>skip-12</c>.
    /// </param>
    /// <exception cref="RefusedException">This person cannot vote now; or, on the way to the review, it makes no ballot.</exception>
    public async Task<IActionResult> OnPostAsync(string? next)
    {
        await PrepareAsync();
        RefusedException.ThrowIf(WhyNotVote);
        if (Move.Parse(next) is { } move)
        {
            Projects = move.In(Projects);
            return Page();
        }

        if (Step.Parse(next) is { } step && Shuffled.Count > 0)
        {
            Projects = step.In(Projects, Form is OneForm);
            ModelState.Remove(nameof(Shown));
            Shown = step.After([.. Shuffled.Select(p => p.Number)]);
            return Page();
        }

        if (next is "recalculate" or "change" or "all" or "one")
        {
            ModelState.Remove(nameof(ShowsAll));
            ShowsAll = next == "all" || (ShowsAll && next != "one");
            return Page();
        }

        RefusedException.ThrowIf(Budget.WhyNotChoose(Choices));
        Manifest = await log.OpenAsync(Budget, Space);

        // For browsers that draw none. Sent with the form, so that the form sent twice is one ballot.
        Nonce = Digest.Random().ToString();
        IsReview = true;

        return Page();
    }
}
