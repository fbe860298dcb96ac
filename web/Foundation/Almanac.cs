using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Places;
using Participation.Spaces;

namespace Participation.Web.Foundation;

/// <summary>
/// What every page needs to know and what seldom changes: spaces with their phases and categories, and districts.
/// Read from the database at most once a second for all requests together, so a change shows everywhere a second later.
/// </summary>
/// <remarks>What it holds is shared between requests: read it, never change it. To change a space, load it.</remarks>
public sealed class Almanac(IServiceScopeFactory scopes, IConfiguration configuration) : IDisposable
{
    private readonly TimeSpan _maxAge = configuration.GetValue("Almanac:MaxAge", TimeSpan.FromSeconds(1));
    private readonly SemaphoreSlim _reading = new(1);
    private Page? _page;

    /// <summary>Everything, as it was at most a second ago.</summary>
    public async ValueTask<Page> ReadAsync(CancellationToken stop = default)
    {
        if (_page is { } page && !IsOld(page))
        {
            return page;
        }

        await _reading.WaitAsync(stop);
        try
        {
            return _page is { } read && !IsOld(read) ? read : _page = await LoadAsync(stop);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private bool IsOld(Page page) => Environment.TickCount64 - page.ReadAt >= _maxAge.TotalMilliseconds;

    private async Task<Page> LoadAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipationDb>();
        var readAt = Environment.TickCount64;
        var spaces = await db.Spaces.AsNoTracking().AsSplitQuery().OrderByDescending(s => s.CreatedAt).ToListAsync(stop);
        var districts = await db.Districts.AsNoTracking().OrderBy(d => d.Name).ToListAsync(stop);
        return new Page(spaces, districts, readAt);
    }

    /// <summary>The almanac as it stood at one moment.</summary>
    public sealed class Page(IReadOnlyList<Space> spaces, IReadOnlyList<District> districts, long readAt)
    {
        private readonly Dictionary<Guid, Space> _spaces = spaces.ToDictionary(s => s.Id);
        private readonly Dictionary<Guid, District> _districts = districts.ToDictionary(d => d.Id);
        private readonly Dictionary<Guid, Category> _categories = spaces.SelectMany(s => s.Categories).ToDictionary(c => c.Id);

        /// <summary>Newest first, the unpublished among them.</summary>
        public IReadOnlyList<Space> Spaces { get; } = spaces;

        /// <summary>By name.</summary>
        public IReadOnlyList<District> Districts { get; } = districts;

        internal long ReadAt { get; } = readAt;

        public Space? Space(Guid id) => _spaces.GetValueOrDefault(id);

        public Space? Space(string slug) => Spaces.FirstOrDefault(s => s.Slug == slug);

        public District? District(Guid? id) => id is { } known ? _districts.GetValueOrDefault(known) : null;

        public Category? Category(Guid? id) => id is { } known ? _categories.GetValueOrDefault(known) : null;

        /// <summary>The district a point lies in; the first by name where borders meet; null outside the town.</summary>
        public District? DistrictAt(Place place) => Districts.FirstOrDefault(d => d.Covers(place));
    }
}
