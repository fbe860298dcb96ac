using Participation.Journal;

namespace Participation.Discussion;

public sealed record CommentPosted(Guid CommentId, Guid TopicId, TopicKind TopicKind, Guid? ParentId, Guid PersonId) : IFact
{
    public string Subject => Topic.SubjectOf(TopicKind, TopicId);
}

public sealed record CommentHidden(Guid CommentId, Guid TopicId, TopicKind TopicKind, Guid ModeratorId) : IFact
{
    public string Subject => Topic.SubjectOf(TopicKind, TopicId);
}

public sealed record CommentShownAgain(Guid CommentId, Guid TopicId, TopicKind TopicKind, Guid ModeratorId) : IFact
{
    public string Subject => Topic.SubjectOf(TopicKind, TopicId);
}

public sealed record DebateOpened(Guid DebateId, Guid SpaceId, Guid PersonId) : IFactOfSpace
{
    public string Subject => Topic.SubjectOf(TopicKind.Debate, DebateId);
}

public sealed record DebateConcluded(Guid DebateId, Guid SpaceId, Guid PersonId) : IFactOfSpace
{
    public string Subject => Topic.SubjectOf(TopicKind.Debate, DebateId);
}
