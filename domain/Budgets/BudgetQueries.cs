using Microsoft.EntityFrameworkCore;

namespace Participation.Budgets;

public static class BudgetQueries
{
    extension(IQueryable<Budget> budgets)
    {
        public IQueryable<Budget> WithProjects() => budgets.Include("_projects");

        /// <summary>The published result, project by project.</summary>
        public IQueryable<Budget> WithResult() => budgets.Include(b => b.Result!.Projects);
    }
}
