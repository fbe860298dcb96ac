using Microsoft.EntityFrameworkCore;

namespace Participation.Polling;

public static class PollingQueries
{
    extension(IQueryable<PaperBatch> batches)
    {
        /// <summary>Those that are not void.</summary>
        public IQueryable<PaperBatch> Standing() => batches.Where(b => !b.IsVoid);

        /// <summary>By name, void ones too; none that was discarded.</summary>
        public IQueryable<PaperBatch> InBox(Guid budgetId) =>
            batches.Where(b => b.BudgetId == budgetId && b.SettledById != null).OrderBy(b => b.Name);

        public IQueryable<PaperBatch> WithEntries() => batches.Include("_entries");

        /// <summary>All that was typed, by both.</summary>
        public IQueryable<PaperBatch> WithSheets() => batches.Include("_entries._sheets");
    }
}
