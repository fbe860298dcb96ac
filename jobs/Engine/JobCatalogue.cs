using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Participation.Jobs.Engine;

/// <summary>Which orders there are, by name, and the class that carries out each. Read once, at the start.</summary>
internal sealed class JobCatalogue
{
    private readonly Dictionary<string, Entry> _entries;

    /// <exception cref="InvalidOperationException">Two orders bear one name, or two jobs want one order.</exception>
    public JobCatalogue(IEnumerable<Assembly> assemblies)
    {
        var found =
            from type in assemblies.SelectMany(assembly => assembly.GetTypes())
            where type is { IsAbstract: false, IsInterface: false }
            from contract in type.GetInterfaces()
            where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IJob<>)
            select Entry.For(type, contract);

        _entries = found
            .GroupBy(entry => entry.Order.Name)
            .ToDictionary(same => same.Key, same => same.Count() == 1
                ? same.Single()
                : throw new InvalidOperationException($"{same.Key} is the order of {string.Join(" and ", same.Select(entry => entry.Job.Name))}."));
    }

    /// <summary>Registers the jobs as services.</summary>
    public void AddTo(IServiceCollection services)
    {
        foreach (var entry in _entries.Values)
        {
            services.AddScoped(typeof(IJob<>).MakeGenericType(entry.Order), entry.Job);
        }
    }

    /// <exception cref="InvalidOperationException">Nobody carries out such an order.</exception>
    public string KindOf<TOrder>() =>
        _entries.TryGetValue(typeof(TOrder).Name, out var entry) && entry.Order == typeof(TOrder)
            ? typeof(TOrder).Name
            : throw new InvalidOperationException($"No job carries out {typeof(TOrder).Name}.");

    /// <exception cref="InvalidOperationException">The order is of a kind that this version does not know.</exception>
    public Task RunAsync(IServiceProvider services, string kind, string order, CancellationToken stop) =>
        _entries.TryGetValue(kind, out var entry)
            ? entry.RunAsync(services, order, stop)
            : throw new InvalidOperationException($"No job carries out {kind}.");

    private sealed record Entry(Type Job, Type Order, Func<IServiceProvider, string, CancellationToken, Task> RunAsync)
    {
        private static readonly MethodInfo _run = typeof(Entry).GetMethod(nameof(RunOneAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

        public static Entry For(Type job, Type contract)
        {
            var order = contract.GetGenericArguments()[0];
            return new Entry(job, order, _run.MakeGenericMethod(order).CreateDelegate<Func<IServiceProvider, string, CancellationToken, Task>>());
        }

        private static Task RunOneAsync<TOrder>(IServiceProvider services, string order, CancellationToken stop)
            where TOrder : notnull =>
            services.GetRequiredService<IJob<TOrder>>().RunAsync(JsonSerializer.Deserialize<TOrder>(order)!, stop);
    }
}
