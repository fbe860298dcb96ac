using Participation.Journal;

namespace Participation.Proposals;

public sealed record ProposalPublished(Guid ProposalId, Guid SpaceId, Guid PersonId) : IFactOfSpace
{
    public string Subject => $"proposal:{ProposalId}";
}

public sealed record ProposalSupported(Guid ProposalId, Guid PersonId) : IFact
{
    public string Subject => $"proposal:{ProposalId}";
}

public sealed record SupportWithdrawn(Guid ProposalId, Guid PersonId) : IFact
{
    public string Subject => $"proposal:{ProposalId}";
}

public sealed record ProposalWithdrawn(Guid ProposalId, Guid SpaceId) : IFactOfSpace
{
    public string Subject => $"proposal:{ProposalId}";
}

public sealed record ProposalAnswered(Guid ProposalId, Guid SpaceId, Guid CouncilId) : IFactOfSpace
{
    public string Subject => $"proposal:{ProposalId}";
}

public sealed record ProposalHidden(Guid ProposalId, Guid SpaceId, Guid ModeratorId) : IFactOfSpace
{
    public string Subject => $"proposal:{ProposalId}";
}

public sealed record ProposalShownAgain(Guid ProposalId, Guid SpaceId, Guid ModeratorId) : IFactOfSpace
{
    public string Subject => $"proposal:{ProposalId}";
}
