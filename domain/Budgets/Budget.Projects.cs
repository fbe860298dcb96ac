using Participation.Spaces;

namespace Participation.Budgets;

/// <content>The projects that are voted on.</content>
public partial class Budget
{
    private readonly List<Project> _projects = [];

    /// <summary>Those loaded, by number.</summary>
    public IReadOnlyList<Project> Projects => [.. _projects.OrderBy(p => p.Number)];

    public Money CostOf(IEnumerable<int> projects) =>
        new(_projects.Where(p => projects.Contains(p.Number)).Sum(p => p.CostMinor), Currency);

    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotChange"/>; or the cost is not above zero or takes more steps than the rule may make, there is no
    /// title, or a lot was drawn among the projects there are.
    /// </exception>
    public Project Add(Space space, ProjectText text, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now) ?? WhyNotChangeProjects);
        RefusedException.ThrowIf(text.WhyNot() ?? Terms.WhyNotRaise(text.CostMinor, "Cost"));

        var project = new Project(this, _projects.Count == 0 ? 1 : _projects.Max(p => p.Number) + 1, text);
        _projects.Add(project);
        return project;
    }

    /// <exception cref="RefusedException">
    /// See <see cref="Project.IsVotedOnAs"/> and, for what is, <see cref="WhyNotChange"/>; or the cost takes more steps than the
    /// rule may make.
    /// </exception>
    public void Change(Project project, Space space, ProjectText text, DateTimeOffset now)
    {
        RefusedException.ThrowIf(text.WhyNot());
        if (!project.IsVotedOnAs(text))
        {
            RefusedException.ThrowIf(WhyNotChange(space, now) ?? Terms.WhyNotRaise(text.CostMinor, "Cost"));
        }

        project.Change(text);
    }

    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or a lot was drawn among the projects there are.</exception>
    public void Remove(Project project, Space space, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(space, now) ?? WhyNotChangeProjects);

        _projects.Remove(project);
        Terms = Terms.Without(project.Number);
    }

    /// <summary>Takes a project of an election held elsewhere, by the id it had there.</summary>
    internal void Take(ProjectText text, string code)
    {
        var project = new Project(this, _projects.Count + 1, text);
        project.WasCalled(code);
        _projects.Add(project);
    }

    /// <summary>Who knows the lot could choose numbers that win.</summary>
    private Refusal? WhyNotChangeProjects => Terms.LotSeed is null ? null : BudgetRefusals.LotIsDrawn;
}
