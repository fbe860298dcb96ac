using Participation.Places;

namespace Participation.Proposals;

public enum ProposalOrder
{
    /// <summary>At random, so that nobody gains by being early; the same for one reader on every page of the list.</summary>
    Shuffled = 0,
    Newest = 1,
    MostSupported = 2,
    MostDiscussed = 3,
}

/// <summary>Which of a space's published proposals a reader asks for, and in which order.</summary>
public sealed record ProposalSearch(Guid SpaceId)
{
    public const int WordsMaxLength = 100;

    /// <summary>As typed; <c>"exact phrase"</c>, <c>or</c> and <c>-without</c> mean what they mean in a web search.</summary>
    public string? Words { get; init; }

    public Guid? DistrictId { get; init; }
    public Guid? CategoryId { get; init; }
    public ProposalState? State { get; init; }

    /// <summary>Only those with a point in this part of the map.</summary>
    public Area? Area { get; init; }

    public ProposalOrder Order { get; init; }

    /// <summary>Where on the circle of <see cref="Proposal.Shuffle"/> this reader's random order begins.</summary>
    public int Start { get; init; }

    public bool IsNarrowed => Words is not null || DistrictId is not null || CategoryId is not null || State is not null || Area is not null;
}
