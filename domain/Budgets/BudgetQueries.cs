using Microsoft.EntityFrameworkCore;

namespace Participation.Budgets;

public static class BudgetQueries
{
    extension(IQueryable<Budget> budgets)
    {
        public IQueryable<Budget> WithProjects() => budgets.Include("_projects");

        /// <summary>The published result, project by project.</summary>
        public IQueryable<Budget> WithResult() => budgets.Include(b => b.Result!.Projects);

        /// <summary>Loads what the rules need to know about one person: the ballot they have in the box.</summary>
        public IQueryable<Budget> WithBallotOf(Guid? personId) =>
            personId is null ? budgets : budgets.Include(b => b.LoadedBallots.Where(x => x.PersonId == personId));
    }
}
