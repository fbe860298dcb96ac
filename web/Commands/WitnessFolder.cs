using System.Globalization;
using System.Text;
using Participation.Board;

namespace Participation.Web.Commands;

/// <summary>What a witness keeps: its key and name, and a book for each ballot box it watches.</summary>
internal sealed class WitnessFolder : IDisposable
{
    private readonly string _path;

    private WitnessFolder(string path, string name, SigningKey key) => (_path, Name, Key) = (path, name, key);

    public string Name { get; }

    public SigningKey Key { get; }

    /// <summary>Makes the key at the first use, and tells what a town needs to know of it.</summary>
    /// <exception cref="BoardException">The key file holds no key.</exception>
    public static WitnessFolder Open(string path, string name, TextWriter output)
    {
        Directory.CreateDirectory(path);
        var (keyFile, nameFile) = (Path.Combine(path, "key.pem"), Path.Combine(path, "name"));
        if (File.Exists(keyFile))
        {
            return new WitnessFolder(path, File.ReadAllText(nameFile), SigningKey.FromPem(File.ReadAllText(keyFile)));
        }

        var key = SigningKey.Create();
        File.WriteAllText(nameFile, name);
        PrivateFile.Write(keyFile, key.ToPem());
        output.WriteLine($"This witness is “{name}”. Its public key, for the town to name it in the manifest before the vote opens:");
        output.WriteLine(key.PublicKey);

        return new WitnessFolder(path, name, key);
    }

    /// <summary>By the address that is watched, and not by the name of the log: a town that shows another log there must not be met as a stranger.</summary>
    public WitnessBook BookOf(Uri address) =>
        new(Path.Combine(_path, string.Concat($"{address.Authority}{address.AbsolutePath.TrimEnd('/')}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))));

    public void Dispose() => Key.Dispose();
}

/// <summary>What a witness saw of one ballot box.</summary>
internal sealed class WitnessBook(string path)
{
    private string HeadFile => Path.Combine(path, "head");

    private string ManifestFile => Path.Combine(path, "manifest.json");

    /// <summary>The last head signed; null before the first.</summary>
    public Head? Last => File.Exists(HeadFile) ? Head.Parse(File.ReadAllText(HeadFile)) : null;

    /// <summary>As it was when first seen; null before.</summary>
    public Manifest? Manifest => File.Exists(ManifestFile) ? Board.Manifest.Read(File.ReadAllBytes(ManifestFile)) : null;

    public void Keep(Manifest manifest, Head head)
    {
        Directory.CreateDirectory(path);
        File.WriteAllBytes(ManifestFile, manifest.ToBytes());
        File.WriteAllText(Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"head-{head.Size:D9}")), head.Note);

        // Never half a head: a witness that forgot what it saw would sign anything.
        var fresh = $"{HeadFile}.new";
        File.WriteAllText(fresh, head.Note);
        File.Move(fresh, HeadFile, overwrite: true);
    }

    /// <returns>Where it is kept.</returns>
    public string KeepEvidence(Manifest manifest, Head head)
    {
        Directory.CreateDirectory(path);
        var file = Path.Combine(path, $"evidence-{Guid.CreateVersion7():N}");
        File.WriteAllText(file, $"{head.Note}\n{Encoding.UTF8.GetString(manifest.ToBytes())}\n");

        return file;
    }
}
