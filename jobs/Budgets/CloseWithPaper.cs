using Participation.Jobs.Engine;
using Participation.Jobs.Journal;
using Participation.Polling;

namespace Participation.Jobs.Budgets;

/// <summary>Seals and counts as soon as the council says that all paper is in.</summary>
internal sealed class CloseWithPaper(IJobEngine engine) : IReactTo<PaperCompleted>
{
    public Task ReactAsync(PaperCompleted fact, CancellationToken stop) => engine.GiveAsync(new CloseVotes(), key: fact.Subject, stop: stop);
}
