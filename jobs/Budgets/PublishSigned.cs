using Participation.Budgets;
using Participation.Jobs.Engine;
using Participation.Jobs.Journal;

namespace Participation.Jobs.Budgets;

/// <summary>Publishes a result as soon as the council has signed for it.</summary>
internal sealed class PublishSigned(IJobEngine engine) : IReactTo<ResultSigned>
{
    public Task ReactAsync(ResultSigned fact, CancellationToken stop) => engine.GiveAsync(new CloseVotes(), key: fact.Subject, stop: stop);
}
