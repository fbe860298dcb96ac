using ImageMagick;
using ImageMagick.Formats;
using Participation.Files;

namespace Participation.Web.Photos;

/// <summary>
/// Turns what a camera took into what the town shows: upright, in the screen's colours, no larger than a page needs, and
/// without anything the camera wrote beside the picture, such as where it was taken.
/// </summary>
/// <remarks>
/// What a file is, its first bytes say, not its name. Of the library's hundred decoders only three are ever named, so no
/// file can choose another; its limits bound memory and time, and the disk is never used.
/// </remarks>
public sealed class PhotoLab : IDisposable
{
    private const uint MaxSide = 2_000;
    private const uint Quality = 82;

    /// <summary>A picture of one row may be as harmful as a large one.</summary>
    private const uint LongestSide = 16_000;

    /// <summary>A JPEG is unpacked at half or a quarter of its size for less than half the work. Small ones would be blown up.</summary>
    private static readonly JpegReadDefines AlreadySmaller = new() { Size = new MagickGeometry(2 * MaxSide, 2 * MaxSide) };

    private readonly SemaphoreSlim _tables = new(Math.Max(1, Environment.ProcessorCount / 2));

    static PhotoLab()
    {
        ResourceLimits.Width = LongestSide;
        ResourceLimits.Height = LongestSide;
        ResourceLimits.Area = PhotoRefusals.MaxMegapixels * 1_000_000L;
        ResourceLimits.Memory = 512_000_000;
        ResourceLimits.Disk = 0;
        ResourceLimits.ListLength = 8;
        ResourceLimits.Thread = 1;
        ResourceLimits.Time = 30;
    }

    /// <param name="bytes">A JPEG, PNG or WebP file.</param>
    /// <param name="uploadedById">Who sent it.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Gives up waiting for a free table.</param>
    /// <returns>A new file, not yet saved.</returns>
    /// <exception cref="RefusedException">It is no photo, or larger than <see cref="PhotoRefusals"/> allows.</exception>
    public async Task<StoredFile> DevelopAsync(byte[] bytes, Guid uploadedById, DateTimeOffset now, CancellationToken stop = default)
    {
        RefusedException.ThrowIf(bytes.Length > PhotoRefusals.MaxBytes ? PhotoRefusals.TooHeavy : null);
        var format = FormatOf(bytes) ?? throw new RefusedException(PhotoRefusals.NotAPhoto);

        await _tables.WaitAsync(stop);
        try
        {
            return await Task.Run(() => Develop(bytes, format, uploadedById, now), stop);
        }
        catch (MagickException e)
        {
            throw new RefusedException(PhotoRefusals.Broken, e);
        }
        finally
        {
            _tables.Release();
        }
    }

    public void Dispose() => _tables.Dispose();

    /// <summary>What the first bytes say. Sources: ITU-T T.81 B.1; PNG (W3C) 5.2; RFC 9649, section 2.4.</summary>
    private static MagickFormat? FormatOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? MagickFormat.Jpeg
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? MagickFormat.Png
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? MagickFormat.WebP
        : null;

    private static StoredFile Develop(byte[] bytes, MagickFormat format, Guid uploadedById, DateTimeOffset now)
    {
        // Looks at the header alone: a bomb is turned away before it is unpacked.
        var size = new MagickImageInfo(bytes, new MagickReadSettings { Format = format });
        RefusedException.ThrowIf(
            size.Width > LongestSide || size.Height > LongestSide || (long)size.Width * size.Height > PhotoRefusals.MaxMegapixels * 1_000_000L
                ? PhotoRefusals.TooLarge
                : null);

        using var photo = new MagickImage(bytes, new MagickReadSettings
        {
            Format = format,
            FrameIndex = 0,
            FrameCount = 1,
            Defines = format == MagickFormat.Jpeg && Math.Max(size.Width, size.Height) > 2 * MaxSide ? AlreadySmaller : null,
        });
        photo.AutoOrient();
        if (photo.GetColorProfile() is not null)
        {
            photo.TransformColorSpace(ColorProfiles.SRGB);
        }

        photo.ColorSpace = ColorSpace.sRGB;
        photo.Strip();
        Shrink(photo, MaxSide, MaxSide);
        photo.Format = photo.HasAlpha && !photo.IsOpaque ? MagickFormat.WebP : MagickFormat.Jpeg;
        photo.Quality = Quality;
        photo.Settings.Interlace = photo.Format == MagickFormat.Jpeg ? Interlace.Jpeg : Interlace.NoInterlace;

        var (width, height, full) = ((int)photo.Width, (int)photo.Height, photo.ToByteArray());
        byte[]? small = null;
        if (photo.Width > StoredFile.SmallWidth)
        {
            Shrink(photo, StoredFile.SmallWidth, LongestSide);
            small = photo.ToByteArray();
        }

        return new StoredFile(photo.Format == MagickFormat.WebP ? "image/webp" : "image/jpeg", full, width, height, uploadedById, now, small);
    }

    private static void Shrink(MagickImage photo, uint width, uint height) => photo.Resize(new MagickGeometry(width, height) { Greater = true });
}
