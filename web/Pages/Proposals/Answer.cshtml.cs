using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Participation.Database;
using Participation.Proposals;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>The council says what becomes of a proposal, and why.</summary>
[Authorize(Policies.Council)]
public class AnswerModel(ParticipationDb db, Almanac almanac, CurrentPerson me, Words words, TimeProvider clock) : ProposalPage(db, almanac, me)
{
    public static readonly IReadOnlyList<ProposalState> States = [ProposalState.UnderReview, ProposalState.Accepted, ProposalState.Refused];

    [BindProperty]
    public ProposalState State { get; set; }

    /// <summary>Markdown.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    public Refusal? WhyNot => Proposal.WhyNotAnswer(Person!);

    public void OnGet() => (State, Answer) = (Proposal.State, Proposal.Answer);

    public async Task<IActionResult> OnPostAsync()
    {
        Proposal.AnswerAs(Person!, State, Answer ?? "", clock.GetUtcNow());
        await Db.SaveChangesAsync();

        TempData["Done"] = words["proposals.answer.done"];
        return Redirect(Address);
    }
}
