namespace Participation.Budgets;

/// <summary>Projects of which only so many may be chosen: one, where they exclude each other.</summary>
/// <param name="Most">How many, at least one.</param>
/// <param name="Projects">Their numbers: more than may be chosen, each once.</param>
public sealed record ProjectGroup(int Most, int[] Projects)
{
    /// <summary>Whether it keeps anything from being chosen.</summary>
    internal bool Limits => Most >= 1 && Projects.Distinct().Count() == Projects.Length && Projects.Length > Most;

    /// <summary>Null where too few are left for it to keep anything from being chosen.</summary>
    internal ProjectGroup? Without(int project) => this with { Projects = [.. Projects.Where(p => p != project)] } is { Limits: true } less ? less : null;
}
