using Participation.Commissions;
using Participation.Jobs.Engine;
using Participation.Jobs.Journal;

namespace Participation.Jobs.Budgets;

/// <summary>Counts a closed vote as soon as its commission has taken out what it had to.</summary>
internal sealed class CountReviewed(IJobEngine engine) : IReactTo<BoxReviewed>
{
    public Task ReactAsync(BoxReviewed fact, CancellationToken stop) => engine.GiveAsync(new CloseVotes(), key: fact.Subject, stop: stop);
}
