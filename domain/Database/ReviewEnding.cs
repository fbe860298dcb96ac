using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Commissions;
using Participation.People;
using Participation.Texts;

namespace Participation.Database;

public static class ReviewEnding
{
    extension(ParticipationDb db)
    {
        /// <summary>Ends a review in place of the commission, and drops what was still asked of it.</summary>
        /// <exception cref="RefusedException">See <see cref="Commission.End"/>.</exception>
        public async Task EndReviewAsync(Commission commission, Budget budget, Person council, LocalizedText reason, DateTimeOffset now, CancellationToken stop = default)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            // Whoever is about to take a ballot out has the order in hand: this waits, and counts what is left.
            var dropped = await db.VoidOrders.Where(o => o.BudgetId == budget.Id).ExecuteDeleteAsync(stop);
            commission.End(budget, council, reason, dropped, now);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }
    }
}
