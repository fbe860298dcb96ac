using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Jobs.Journal;
using Participation.Jobs.Mail;
using Participation.People;
using Participation.Proposals;
using Participation.Texts;

namespace Participation.Jobs.Proposals;

/// <summary>Tells the author what the council answered, with the answer itself. An answer mended later is told once more.</summary>
internal sealed class NotifyAuthorOfAnswer(ParticipationDb db, Post post) : IReactTo<ProposalAnswered>
{
    private const int AnswerLength = 500;

    public async Task ReactAsync(ProposalAnswered fact, CancellationToken stop)
    {
        var proposal = await db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == fact.ProposalId, stop);
        if (proposal is not { Answer: { } answer, AnsweredAt: { } at, HiddenAt: null })
        {
            return;
        }

        await post.WriteAsync(
            proposal.AuthorId,
            MailChoices.Answers,
            $"answered:{proposal.Id}:{at.UtcTicks}",
            "proposals.letters.answered",
            $"/proposals/{proposal.Number}#answer",
            language =>
            [
                ("title", proposal.Title),
                ("state", language.Say($"proposals.states.{StateName(proposal.State)}").ToLower(language.Culture)),
                ("answer", Markdown.ToExcerpt(answer, AnswerLength)),
            ],
            stop);
    }

    private static string StateName(ProposalState state) => state switch
    {
        ProposalState.Accepted => "accepted",
        ProposalState.Refused => "refused",
        _ => "under_review",
    };
}
