using Microsoft.EntityFrameworkCore;

namespace Participation.Spaces;

public static class SpaceQueries
{
    extension(IQueryable<Space> spaces)
    {
        public IQueryable<Space> Published() => spaces.Where(s => s.PublishedAt != null);

        /// <summary>What this reader may see: everything for the council, what is published for everyone else.</summary>
        public IQueryable<Space> VisibleTo(bool council) => council ? spaces : spaces.Published();

        public Task<Space?> BySlugAsync(string slug, CancellationToken stop = default) =>
            spaces.AsSplitQuery().SingleOrDefaultAsync(s => s.Slug == slug, stop);
    }
}
