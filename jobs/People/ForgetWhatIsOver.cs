using Participation.Database;
using Participation.Jobs.Engine;

namespace Participation.Jobs.People;

/// <summary>The order to erase what is kept longer than is said to residents.</summary>
public sealed record ForgetWhatIsOver;

/// <summary>See <see cref="Retention"/>.</summary>
internal sealed class Forgetting(ParticipationDb db, TimeProvider clock) : IJob<ForgetWhatIsOver>
{
    public async Task RunAsync(ForgetWhatIsOver order, CancellationToken stop)
    {
        await db.ForgetUnconfirmedAsync(clock.GetUtcNow(), stop);
        await db.ForgetLettersAsync(clock.GetUtcNow(), stop);
    }
}
