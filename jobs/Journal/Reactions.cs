using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participation.Database;
using Participation.Jobs.Engine;
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

/// <summary>One reaction to one fact.</summary>
/// <param name="Name">The name of a class that is an <see cref="IReactTo{TFact}"/>.</param>
/// <param name="EntryId">The fact, in the journal.</param>
public sealed record Reaction(string Name, long EntryId);

/// <summary>Several reactions as one order to the engine, which takes a hundred orders a second and no more.</summary>
public sealed record React(IReadOnlyList<Reaction> Reactions);

/// <summary>Knows which reactions follow which fact. Read once from the assembly.</summary>
public sealed class Reactions(IJobEngine engine)
{
    private const int AtOnce = 100;

    private static readonly ILookup<Type, Type> ByFact = typeof(Reactions).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false })
        .SelectMany(t => t.GetInterfaces(), (reaction, contract) => (reaction, contract))
        .Where(x => x.contract.IsGenericType && x.contract.GetGenericTypeDefinition() == typeof(IReactTo<>))
        .ToLookup(x => x.contract.GenericTypeArguments[0], x => x.reaction);

    /// <summary>Orders the reactions to these facts. Ordered twice, they run twice.</summary>
    public async Task StartAsync(IReadOnlyList<(long EntryId, IFact Fact)> facts, CancellationToken stop)
    {
        var reactions =
            from entry in facts
            from reaction in ByFact[entry.Fact.GetType()]
            select new Reaction(reaction.Name, entry.EntryId);

        foreach (var some in reactions.Chunk(AtOnce))
        {
            await engine.GiveAsync(new React(some), stop: stop);
        }
    }

    /// <exception cref="InvalidOperationException">No reaction to this fact is called so (any more).</exception>
    internal static Task RunAsync(string reaction, IFact fact, IServiceProvider services, CancellationToken stop)
    {
        var type = ByFact[fact.GetType()].FirstOrDefault(t => t.Name == reaction)
            ?? throw new InvalidOperationException($"No reaction to {fact.GetType().Name} is called '{reaction}'.");
        var contract = typeof(IReactTo<>).MakeGenericType(fact.GetType());
        return (Task)contract.GetMethod(nameof(IReactTo<IFact>.ReactAsync))!.Invoke(ActivatorUtilities.CreateInstance(services, type), [fact, stop])!;
    }
}

internal sealed class RunReactions(ParticipationDb db, IServiceScopeFactory scopes, IJobEngine engine, ILogger<RunReactions> log) : IJob<React>
{
    public async Task RunAsync(React order, CancellationToken stop)
    {
        var ids = order.Reactions.Select(r => r.EntryId).ToList();
        var entries = await db.Journal.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, stop);

        foreach (var reaction in order.Reactions)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await Reactions.RunAsync(reaction.Name, entries[reaction.EntryId].Fact, scope.ServiceProvider, stop);
            }
            catch (Exception e) when (e is not OperationCanceledException && order.Reactions.Count > 1)
            {
                // One that fails is tried again by itself: the others need not run twice for it.
                log.LogWarning(e, "Reaction {Reaction} to entry {Entry} failed and is tried again apart", reaction.Name, reaction.EntryId);
                await engine.GiveAsync(new React([reaction]), stop: stop);
            }
        }
    }
}
