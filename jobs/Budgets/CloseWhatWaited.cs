using Participation.Budgets;
using Participation.Commissions;
using Participation.Jobs.Engine;
using Participation.Jobs.Journal;
using Participation.Journal;
using Participation.Polling;

namespace Participation.Jobs.Budgets;

/// <summary>
/// Goes on with a vote as soon as what it waited for is there: all of its paper, the end of the commission's review, or the
/// council's signature.
/// </summary>
internal sealed class CloseWhatWaited(IJobEngine engine) : IReactTo<PaperCompleted>, IReactTo<BoxReviewed>, IReactTo<ReviewEnded>, IReactTo<ResultSigned>
{
    public Task ReactAsync(PaperCompleted fact, CancellationToken stop) => CloseAsync(fact, stop);

    public Task ReactAsync(BoxReviewed fact, CancellationToken stop) => CloseAsync(fact, stop);

    public Task ReactAsync(ReviewEnded fact, CancellationToken stop) => CloseAsync(fact, stop);

    public Task ReactAsync(ResultSigned fact, CancellationToken stop) => CloseAsync(fact, stop);

    private Task CloseAsync(IFact fact, CancellationToken stop) => engine.GiveAsync(new CloseVotes(), key: fact.Subject, stop: stop);
}
