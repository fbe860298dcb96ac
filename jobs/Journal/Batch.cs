using Participation.Budgets;
using Participation.Discussion;
using Participation.Journal;
using Participation.Proposals;

namespace Participation.Jobs.Journal;

/// <summary>The numbers that follow from the journal. Each names a table and its column.</summary>
internal enum Counter
{
    ProposalSupports,
    ProposalComments,
    DebateComments,
    ProjectComments,
    BudgetTurnout,
    SpaceProposals,
}

/// <summary>What one stretch of the journal changes: sums by counter, and for each subject what happened to it.</summary>
internal sealed class Batch
{
    private readonly Dictionary<(Counter Counter, Guid Id), int> _sums = [];
    private readonly Dictionary<string, HashSet<string>> _kinds = [];

    public IReadOnlyDictionary<string, HashSet<string>> KindsBySubject => _kinds;

    public ILookup<Counter, (Guid Id, int By)> Sums => _sums
        .Where(s => s.Value != 0)
        .OrderBy(s => s.Key.Id)
        .ToLookup(s => s.Key.Counter, s => (s.Key.Id, s.Value));

    public void Add(IFact fact)
    {
        Tell(fact.Subject, fact);
        if (fact is IFactOfSpace { SpaceId: var space })
        {
            Tell($"space:{space}", fact);
        }

        switch (fact)
        {
            case ProposalSupported supported:
                Count(Counter.ProposalSupports, supported.ProposalId, 1);
                break;
            case SupportWithdrawn withdrawn:
                Count(Counter.ProposalSupports, withdrawn.ProposalId, -1);
                break;
            case CommentPosted posted:
                Count(CommentsOf(posted.TopicKind), posted.TopicId, 1);
                break;
            case CommentShownAgain shown:
                Count(CommentsOf(shown.TopicKind), shown.TopicId, 1);
                break;
            case CommentHidden hidden:
                Count(CommentsOf(hidden.TopicKind), hidden.TopicId, -1);
                break;
            case BallotsCast cast:
                Count(Counter.BudgetTurnout, cast.BudgetId, cast.Count);
                break;
            case ProposalPublished published:
                Count(Counter.SpaceProposals, published.SpaceId, 1);
                break;
            case ProposalShownAgain shown:
                Count(Counter.SpaceProposals, shown.SpaceId, 1);
                break;
            case ProposalHidden hidden:
                Count(Counter.SpaceProposals, hidden.SpaceId, -1);
                break;
        }
    }

    private static Counter CommentsOf(TopicKind kind) => kind switch
    {
        TopicKind.Proposal => Counter.ProposalComments,
        TopicKind.Debate => Counter.DebateComments,
        _ => Counter.ProjectComments,
    };

    private void Count(Counter counter, Guid id, int by) => _sums[(counter, id)] = _sums.GetValueOrDefault((counter, id)) + by;

    private void Tell(string subject, IFact fact)
    {
        if (!_kinds.TryGetValue(subject, out var kinds))
        {
            _kinds[subject] = kinds = [];
        }

        kinds.Add(fact.GetType().Name);
    }
}
