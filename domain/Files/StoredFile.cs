namespace Participation.Files;

/// <summary>A picture kept in the database, already cleaned of what the camera wrote beside it.</summary>
public class StoredFile
{
    public const int SmallWidth = 480;

    private StoredFile()
    {
    }

    public StoredFile(string contentType, byte[] bytes, int width, int height, Guid? uploadedById, DateTimeOffset now, byte[]? small = null)
    {
        ContentType = contentType;
        Bytes = bytes;
        Width = width;
        Height = height;
        UploadedById = uploadedById;
        UploadedAt = now;
        Small = small;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string ContentType { get; private set; } = "";
    public byte[] Bytes { get; private set; } = [];

    /// <summary>The same picture, <see cref="SmallWidth"/> pixels wide, for lists; null where it is no wider itself.</summary>
    public byte[]? Small { get; private set; }

    /// <summary>Pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Pixels.</summary>
    public int Height { get; private set; }

    public Guid? UploadedById { get; private set; }
    public DateTimeOffset UploadedAt { get; private set; }
}
