using Microsoft.EntityFrameworkCore;

namespace Participation.Proposals;

public static class ProposalQueries
{
    extension(IQueryable<Proposal> proposals)
    {
        /// <summary>What everyone may read.</summary>
        public IQueryable<Proposal> Published() => proposals.Where(p => p.State != ProposalState.Draft && p.HiddenAt == null);

        /// <summary>Loads what the rules need to know about one person: whether they support it already.</summary>
        public IQueryable<Proposal> WithSupportOf(Guid? personId) =>
            personId is null ? proposals : proposals.Include(p => p.LoadedSupports.Where(s => s.PersonId == personId));
    }
}
