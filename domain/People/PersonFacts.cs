using Participation.Journal;

namespace Participation.People;

public sealed record PersonAppointed(Guid PersonId, Role Role, Guid? ById) : IFact
{
    public string Subject => $"person:{PersonId}";
}

public sealed record PersonDeleted(Guid PersonId) : IFact
{
    public string Subject => $"person:{PersonId}";
}
