using Microsoft.EntityFrameworkCore;

namespace Participation.Commissions;

public static class CommissionQueries
{
    extension(IQueryable<Commission> commissions)
    {
        /// <summary>See <see cref="Commission.IsToReview"/>.</summary>
        public IQueryable<Commission> ToReview() =>
            commissions.Where(c => c.ReviewedAt == null && EF.Property<List<Commissioner>>(c, "_members").Count(m => m.SignKey != null) >= Commission.Least);
    }
}
