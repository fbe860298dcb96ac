using Npgsql;

namespace Participation.Proposals;

/// <summary>A published proposal that says much the same as a title just typed.</summary>
public sealed record SimilarProposal(int Number, string Title, int Supports);

/// <summary>Finds what others have proposed already, by the likeness of titles; typing mistakes and accents do not matter.</summary>
public sealed class SimilarProposals(NpgsqlDataSource data)
{
    public const int Most = 5;

    /// <summary>Shorter titles are like too many.</summary>
    public const int ShortestTitle = 4;

    /// <param name="spaceId">Where to look.</param>
    /// <param name="title">As typed so far.</param>
    /// <param name="except">The proposal that is being written, if it is published already.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The most alike first, at most <see cref="Most"/>.</returns>
    public async Task<IReadOnlyList<SimilarProposal>> ToAsync(Guid spaceId, string? title, Guid? except = null, CancellationToken stop = default)
    {
        if (title is null || title.Trim().Length < ShortestTitle)
        {
            return [];
        }

        await using var command = data.CreateCommand(
            $"""
            select p.number, p.title, p.supports
            from proposals p, (select plain($2) as title) typed
            where p.space_id = $1 and p.state <> 0 and p.hidden_at is null and p.id <> $3
                and (plain(p.title) % typed.title or plain(p.title) %> typed.title)
            order by greatest(similarity(plain(p.title), typed.title), word_similarity(typed.title, plain(p.title))) desc, p.supports desc, p.id
            limit {Most}
            """);
        command.Add(spaceId);
        command.Add(title.Trim()[..Math.Min(title.Trim().Length, Proposal.TitleMaxLength)]);
        command.Add(except ?? Guid.Empty);

        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new List<SimilarProposal>();
        while (await reader.ReadAsync(stop))
        {
            found.Add(new SimilarProposal(reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2)));
        }

        return found;
    }
}
