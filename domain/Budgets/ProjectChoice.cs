namespace Participation.Budgets;

/// <summary>A project that a voter chooses.</summary>
/// <param name="Project">Its number.</param>
/// <param name="Points">Points, or the mark, that it is given; null where the form gives the points itself.</param>
public readonly record struct ProjectChoice(int Project, int? Points = null)
{
    /// <summary>Just the project, by its number.</summary>
    public static implicit operator ProjectChoice(int project) => new(project);
}
