using Participation.Database;
using Participation.Discussion;
using Participation.Jobs.Journal;
using Participation.Jobs.Mail;
using Participation.Moderation;
using Participation.Proposals;

namespace Participation.Jobs.Moderation;

/// <summary>Tells an author that their words were removed, and why: the statement of reasons of article 17 of Regulation (EU) 2022/2065.</summary>
internal sealed class GiveReasons(ParticipationDb db, Post post) : IReactTo<CommentHidden>, IReactTo<ProposalHidden>
{
    public Task ReactAsync(CommentHidden fact, CancellationToken stop) => TellAsync(fact.CommentId, "moderation.letters.comment_removed", stop);

    public Task ReactAsync(ProposalHidden fact, CancellationToken stop) => TellAsync(fact.ProposalId, "moderation.letters.proposal_removed", stop);

    private async Task TellAsync(Guid thingId, string text, CancellationToken stop)
    {
        // Shown again meanwhile, there is nothing to give reasons for.
        if ((await db.CasesAsync([thingId], stop)).GetValueOrDefault(thingId) is not { HiddenAt: { } hiddenAt } found)
        {
            return;
        }

        await post.WriteDecisionAsync(
            found.AuthorId,
            $"removed:{thingId}:{hiddenAt.UtcTicks}",
            text,
            found.Path,
            language =>
            [
                ("title", found.Matter.Title.In(language.Code)),
                ("reason", PublicReason.Say(found.HiddenReason, language)),
                ("words", found.Body),
            ],
            stop);
    }
}
