using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Texts;

namespace Participation.Discussion;

/// <summary>What a topic is about: the proposal, debate or project itself, and where it is read.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Thing">The thing itself; to be read, not changed.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Path">Its address within the site.</param>
/// <param name="AuthorId">Who put it forward; null where that is the town.</param>
public sealed record Matter(Topic Topic, ICommentable Thing, LocalizedText Title, string Path, Guid? AuthorId)
{
    /// <summary>Whether this reader may see it, as far as the thing itself decides; its space is asked apart.</summary>
    public bool CanBeReadBy(Person? person) => Thing is not Proposals.Proposal proposal || proposal.CanBeReadBy(person);
}

public static class TopicQueries
{
    extension(ParticipationDb db)
    {
        /// <summary>What is talked about under these topics. Two queries for one; four for any number.</summary>
        public async Task<Dictionary<Guid, Matter>> MattersAsync(IReadOnlyCollection<Guid> topicIds, CancellationToken stop = default)
        {
            var topics = await db.Topics.AsNoTracking().Where(t => topicIds.Contains(t.Id)).ToListAsync(stop);
            var matters = new Dictionary<Guid, Matter>();
            foreach (var kind in topics.GroupBy(t => t.Kind))
            {
                var byId = kind.ToDictionary(t => t.Id);
                foreach (var matter in await db.ReadAsync(kind.Key, byId, stop))
                {
                    matters[matter.Topic.Id] = matter;
                }
            }

            return matters;
        }

        /// <returns>Null when there is no such topic.</returns>
        public async Task<Matter?> MatterAsync(Guid topicId, CancellationToken stop = default) =>
            (await db.MattersAsync([topicId], stop)).GetValueOrDefault(topicId);

        private async Task<List<Matter>> ReadAsync(TopicKind kind, Dictionary<Guid, Topic> topics, CancellationToken stop)
        {
            Guid[] ids = [.. topics.Keys];
            switch (kind)
            {
                case TopicKind.Proposal:
                    var proposals = await db.Proposals.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(stop);
                    return proposals.ConvertAll(p => new Matter(topics[p.Id], p, LocalizedText.Of(p.Title), $"/proposals/{p.Number}", p.AuthorId));

                case TopicKind.Debate:
                    var debates = await db.Debates.AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(stop);
                    return debates.ConvertAll(d => new Matter(topics[d.Id], d, d.Title, $"/debates/{d.Number}", null));

                default:
                    var projects = await db.Projects.AsNoTracking().Where(p => ids.Contains(p.Id))
                        .Join(db.Budgets, p => p.BudgetId, b => b.Id, (p, b) => new { Project = p, BudgetNumber = b.Number })
                        .ToListAsync(stop);
                    return projects.ConvertAll(p =>
                        new Matter(topics[p.Project.Id], p.Project, p.Project.Title, $"/projects/{p.BudgetNumber}/{p.Project.Number}", null));
            }
        }
    }
}
