using Participation.Budgets;
using Participation.Database;
using Participation.Jobs.Journal;

namespace Participation.Jobs.Budgets;

/// <summary>Forgets those who have no account and were registered for a vote on paper, once its results are published.</summary>
internal sealed class ForgetPaperVoters(ElectoralRoll roll, TimeProvider clock) : IReactTo<ResultPublished>
{
    public Task ReactAsync(ResultPublished fact, CancellationToken stop) => roll.ForgetPaperVotersAsync(fact.SpaceId, clock.GetUtcNow(), stop);
}
