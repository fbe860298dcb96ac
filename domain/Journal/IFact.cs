namespace Participation.Journal;

/// <summary>Something that happened, in the past tense. Facts are never edited or removed.</summary>
public interface IFact
{
    /// <summary>What it happened to, as <c>kind:id</c>; also the name of the live-update group.</summary>
    string Subject { get; }
}

/// <summary>A fact that those who look at the whole space want to hear of too.</summary>
public interface IFactOfSpace : IFact
{
    Guid SpaceId { get; }
}
