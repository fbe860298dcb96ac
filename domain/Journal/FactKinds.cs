namespace Participation.Journal;

/// <summary>Facts by the name under which the journal keeps them.</summary>
public static class FactKinds
{
    private static readonly Dictionary<string, Type> Types = typeof(FactKinds).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IFact)))
        .ToDictionary(t => t.Name);

    public static Type TypeOf(string kind) =>
        Types.TryGetValue(kind, out var type) ? type : throw new InvalidOperationException($"No fact is called '{kind}'.");
}
