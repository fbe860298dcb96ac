using Participation.Journal;

namespace Participation.People;

public sealed record PersonAppointed(Guid PersonId, Role Role, Guid? ById) : IFact
{
    public string Subject => $"person:{PersonId}";
}

/// <summary>The town made sure that this is a resident. <paramref name="ById"/> says who, where it was a person.</summary>
public sealed record PersonVerified(Guid PersonId, Guid? ById) : IFact
{
    public string Subject => $"person:{PersonId}";
}

/// <summary>The council suspended an account, or lifted that.</summary>
public sealed record PersonSuspended(Guid PersonId, bool Suspended, Guid ById) : IFact
{
    public string Subject => $"person:{PersonId}";
}

public sealed record PersonDeleted(Guid PersonId) : IFact
{
    public string Subject => $"person:{PersonId}";
}
