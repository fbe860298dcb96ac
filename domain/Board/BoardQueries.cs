using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;

namespace Participation.Board;

public static class BoardQueries
{
    extension(ParticipationDb db)
    {
        /// <summary>All there is to check of a closed vote. It is read from the database as it is asked for, and never held whole.</summary>
        /// <param name="budget">With its projects.</param>
        /// <param name="outcome">See <see cref="Trace.Of"/>.</param>
        public Bundle BundleOf(Budget budget, byte[] outcome)
        {
            var keys = budget.Projects.ToDictionary(p => p.Number, p => p.Key);
            var manifest = db.ManifestOf(budget.Id);

            return new Bundle
            {
                Heads = [.. db.Heads.Where(h => h.BudgetId == budget.Id).OrderBy(h => h.Size).Select(h => h.Note).AsEnumerable().Select(Head.Parse)],
                Leaves = db.LeavesOf(budget.Id),
                Openings = manifest.PublishesOnlySums ? [] : db.Ballots
                    .Where(b => b.BudgetId == budget.Id)
                    .OrderBy(b => b.Commitment)
                    .Select(b => new { b.Nonce, b.Projects, b.Points })
                    .AsEnumerable()
                    .Select(b => new Opening(manifest.Id, [.. manifest.Form.InOrder(b.Projects.Select((n, i) => new Choice(keys[n], b.Points?[i])))], new Digest(b.Nonce)).ToBytes()),
                Permits = db.SpentPermits.Where(p => p.BudgetId == budget.Id).OrderBy(p => p.Id).Select(p => p.Bytes).AsEnumerable(),
                Outcome = outcome,
            };
        }

        /// <summary>All that decides a vote that has a log.</summary>
        internal Manifest ManifestOf(Guid budgetId) => Manifest.Read(db.LeavesOf(budgetId).First());

        /// <summary>How many lines of each kind the bundle has.</summary>
        public async Task<Bundle.Counts> BundleCountsOfAsync(Budget budget, CancellationToken stop = default) => new(
            await db.Heads.CountAsync(h => h.BudgetId == budget.Id, stop),
            await db.Leaves.CountAsync(l => l.BudgetId == budget.Id, stop),
            budget.Terms.PublishesOnlySums ? 0 : await db.Ballots.CountAsync(b => b.BudgetId == budget.Id, stop),
            await db.SpentPermits.CountAsync(p => p.BudgetId == budget.Id, stop));

        private IEnumerable<byte[]> LeavesOf(Guid budgetId) =>
            db.Leaves.Where(l => l.BudgetId == budgetId).OrderBy(l => l.Index).Select(l => l.Bytes).AsEnumerable();
    }
}
