using Participation.Journal;

namespace Participation.Jobs.Journal;

/// <summary>
/// Work that follows from a fact. Runs at least once, after the fact is committed, so it must
/// do no harm when it runs twice.
/// </summary>
public interface IReactTo<in TFact> where TFact : IFact
{
    Task ReactAsync(TFact fact, CancellationToken stop);
}

/// <summary>Knows which reactions follow which fact. Read once from the assembly, at start-up.</summary>
public sealed class Reactions
{
    private static readonly ILookup<Type, Type> ByFact = typeof(Reactions).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false })
        .SelectMany(t => t.GetInterfaces(), (reaction, contract) => (reaction, contract))
        .Where(x => x.contract.IsGenericType && x.contract.GetGenericTypeDefinition() == typeof(IReactTo<>))
        .ToLookup(x => x.contract.GenericTypeArguments[0], x => x.reaction);

    public Task StartAsync(IReadOnlyList<(long EntryId, IFact Fact)> facts, CancellationToken stop)
    {
        _ = facts.Where(f => ByFact.Contains(f.Fact.GetType())).ToList();
        return Task.CompletedTask;
    }
}
