namespace Participation.Board;

/// <summary>Something that claims to belong to a public board cannot be read as such. The message says why, in English.</summary>
public sealed class BoardException(string message) : Exception(message);
