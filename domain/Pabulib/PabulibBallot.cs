using Participation.Tally;

namespace Participation.Pabulib;

/// <summary>A line of VOTES.</summary>
/// <param name="VoterId">As the file has it; not always given only once.</param>
/// <param name="Ballot">Choices are positions in <see cref="PabulibFile.Projects"/>.</param>
public sealed record PabulibBallot(string VoterId, Ballot Ballot);
