namespace Participation.Board;

/// <summary>A file that only its owner reads.</summary>
public static class PrivateFile
{
    /// <summary>Writes a new file, whole and on the disk before it has its name.</summary>
    /// <exception cref="IOException">There is such a file already, or it cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(fresh, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path);
    }
}
