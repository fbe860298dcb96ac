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

        /// <summary>Those of a vote that follow one of them: open ones first, then those in the box, those discarded last; each by name.</summary>
        /// <param name="budgetId">The vote.</param>
        /// <param name="last">The last of the page before; null for the first page.</param>
        public IQueryable<PaperBatch> Following(Guid budgetId, PaperBatch? last)
        {
            var rank = last switch { null => 0, { DiscardedById: not null } => 2, { SettledById: not null } => 1, _ => 0 };
            var (name, id) = (last?.Name ?? "", last?.Id ?? Guid.Empty);

            return batches
                .Where(b => b.BudgetId == budgetId)
                .Select(b => new { Batch = b, Rank = b.DiscardedById != null ? 2 : b.SettledById != null ? 1 : 0 })
                .Where(b => EF.Functions.GreaterThan(ValueTuple.Create(b.Rank, b.Batch.Name, b.Batch.Id), ValueTuple.Create(rank, name, id)))
                .OrderBy(b => b.Rank).ThenBy(b => b.Batch.Name).ThenBy(b => b.Batch.Id)
                .Select(b => b.Batch);
        }

        /// <summary>Those in the box whose name comes after this one; all of them where it is null.</summary>
        public IQueryable<PaperBatch> InBoxAfter(Guid budgetId, string? name) =>
            batches.InBox(budgetId).Where(b => name == null || EF.Functions.GreaterThan(ValueTuple.Create(b.Name), ValueTuple.Create(name)));

        public IQueryable<PaperBatch> WithEntries() => batches.Include("_entries");

        /// <summary>All that was typed, by both.</summary>
        public IQueryable<PaperBatch> WithSheets() => batches.Include("_entries._sheets");
    }
}
