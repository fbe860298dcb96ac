namespace Participation.Discussion;

/// <summary>What kinds of things are talked about.</summary>
public enum TopicKind
{
    Proposal = 0,
    Debate = 1,
    Project = 2,
}

/// <summary>
/// Something people comment on. It carries the id of the proposal, debate or project itself, so that a comment needs
/// one key only, and whatever comes later can be talked about too.
/// </summary>
public class Topic
{
    private Topic()
    {
    }

    internal Topic(Guid id, TopicKind kind, Guid spaceId)
    {
        Id = id;
        Kind = kind;
        SpaceId = spaceId;
    }

    public Guid Id { get; private set; }
    public TopicKind Kind { get; private set; }
    public Guid SpaceId { get; private set; }

    /// <summary>The name of its live updates and of its part of the journal: <c>proposal:id</c>.</summary>
    public string Subject => SubjectOf(Kind, Id);

    internal static string SubjectOf(TopicKind kind, Guid id) => $"{kind.ToString().ToLowerInvariant()}:{id}";
}
