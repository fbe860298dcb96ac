namespace Participation.Spaces;

/// <summary>What people may do in a space while a phase opens it.</summary>
[Flags]
public enum Acts
{
    /// <summary>Nothing but read.</summary>
    None = 0,
    Propose = 1,
    Comment = 2,
    Support = 4,
    Vote = 8,
}
