using System.Collections.Concurrent;
using Participation.Board;

namespace Participation.Database;

/// <summary>
/// What a board keeps outside the database, so that whoever changes the database alone is found out: the key that signs
/// its heads, for each log an anchor, the last head that was signed here, and the keys that sign permits.
/// </summary>
/// <param name="path">Only the program reads it. Several servers of one town share it, or each has a copy of the key.</param>
/// <param name="terms">Of the town's boards.</param>
public sealed class BoardFolder(string path, BoardTerms terms) : IDisposable
{
    private readonly Lock _oneAtATime = new();
    private readonly ConcurrentDictionary<Guid, TokenSigner> _permits = [];
    private SigningKey? _key;

    public BoardTerms Terms => terms;

    private string KeyFile => Path.Combine(path, "key.pem");

    /// <summary>The key, made at the first opening of a vote.</summary>
    public SigningKey KeyToOpen()
    {
        lock (_oneAtATime)
        {
            if (!File.Exists(KeyFile))
            {
                Directory.CreateDirectory(path);
                using var made = SigningKey.Create();
                WriteUnlessMadeMeanwhile(KeyFile, made.ToPem());
                _key = null;
            }

            return _key ??= SigningKey.FromPem(File.ReadAllText(KeyFile));
        }
    }

    /// <summary>The key of a vote that was opened with it.</summary>
    /// <exception cref="RefusedException">It is gone, or it is another.</exception>
    public SigningKey KeyOf(Manifest manifest)
    {
        lock (_oneAtATime)
        {
            RefusedException.ThrowIf(File.Exists(KeyFile) ? null : BoardRefusals.KeyMissing);
            _key ??= SigningKey.FromPem(File.ReadAllText(KeyFile));
            RefusedException.ThrowIf(_key.PublicKey.Equals(manifest.Board.Key) ? null : BoardRefusals.KeyWrong);

            return _key;
        }
    }

    /// <summary>Signs the permits of a vote. Its key is made when the vote's log is begun.</summary>
    /// <exception cref="RefusedException">It is gone.</exception>
    public TokenSigner PermitsOf(Guid budgetId) => _permits.GetOrAdd(budgetId, id =>
        File.Exists(PermitsFile(id)) ? TokenSigner.FromPem(File.ReadAllText(PermitsFile(id))) : throw new RefusedException(BoardRefusals.KeyMissing));

    /// <summary>As <see cref="PermitsOf"/>, and makes the key where there is none yet.</summary>
    public TokenSigner PermitsToOpen(Guid budgetId)
    {
        lock (_oneAtATime)
        {
            if (!File.Exists(PermitsFile(budgetId)))
            {
                Directory.CreateDirectory(path);
                WriteUnlessMadeMeanwhile(PermitsFile(budgetId), TokenSigner.Create().ToPem());
            }
        }

        return PermitsOf(budgetId);
    }

    /// <summary>The last head signed here; null where none was. Whatever the database says afterwards must hold it.</summary>
    public Head? Remembered(Guid budgetId) => File.Exists(AnchorOf(budgetId)) ? Head.Parse(File.ReadAllText(AnchorOf(budgetId))) : null;

    public void Remember(Guid budgetId, Head head)
    {
        var anchor = AnchorOf(budgetId);
        // Servers that share the folder may have the same number as a process, each on its own machine.
        var fresh = $"{anchor}.{Path.GetRandomFileName()}";
        Directory.CreateDirectory(path);
        File.WriteAllText(fresh, head.Note);
        File.Move(fresh, anchor, overwrite: true);
    }

    public void Dispose() => _key?.Dispose();

    private string PermitsFile(Guid budgetId) => Path.Combine(path, $"permits-{budgetId}.pem");

    private string AnchorOf(Guid budgetId) => Path.Combine(path, $"anchor-{budgetId}");

    private static void WriteUnlessMadeMeanwhile(string file, string pem)
    {
        try
        {
            PrivateFile.Write(file, pem);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another server of the town opened its first vote at the same moment. Its key is as good.
        }
    }
}
