using System.Net;
using ImageMagick;
using Microsoft.EntityFrameworkCore;
using Participation.App.Tests.Support;
using Participation.Files;
using Participation.People;
using Participation.Proposals;
using Participation.Web.Photos;
using Xunit;

namespace Participation.App.Tests.Photos;

public class PhotoTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task A_photo_loses_what_the_camera_wrote_beside_it_and_stands_upright()
    {
        var file = await DevelopAsync(Camera());

        using var kept = new MagickImage(file.Bytes);
        Assert.Null(kept.GetExifProfile());
        Assert.Null(kept.GetXmpProfile());
        Assert.Null(kept.GetIptcProfile());
        Assert.Null(kept.Comment);
        Assert.DoesNotContain("SECRET", System.Text.Encoding.Latin1.GetString(file.Bytes), StringComparison.Ordinal);
        // Taken lying on its side: 60 wide as stored, 40 wide as seen.
        Assert.Equal((40, 60), (file.Width, file.Height));
    }

    [Fact]
    public async Task A_large_photo_is_made_smaller_and_smaller_still_for_lists()
    {
        var file = await DevelopAsync(Drawn(3000, 1500, MagickFormat.Jpeg));

        Assert.Equal((2000, 1000, "image/jpeg"), (file.Width, file.Height, file.ContentType));
        Assert.Equal((uint)StoredFile.SmallWidth, new MagickImageInfo(file.Small!).Width);
    }

    [Theory]
    [InlineData(MagickFormat.Jpeg, "image/jpeg")]
    [InlineData(MagickFormat.Png, "image/jpeg")]
    [InlineData(MagickFormat.WebP, "image/jpeg")]
    public async Task What_is_opaque_is_kept_as_JPEG(MagickFormat format, string type) =>
        Assert.Equal(type, (await DevelopAsync(Drawn(300, 200, format))).ContentType);

    [Fact]
    public async Task What_is_transparent_stays_so()
    {
        using var image = new MagickImage(MagickColors.Transparent, 100, 100) { Format = MagickFormat.Png };

        Assert.Equal("image/webp", (await DevelopAsync(image.ToByteArray())).ContentType);
    }

    [Fact]
    public async Task A_bomb_is_turned_away_before_it_is_unpacked()
    {
        // A PNG of a few hundred bytes that says it is 15,000 pixels square: 900 megabytes unpacked.
        var bomb = Drawn(8, 8, MagickFormat.Png);
        foreach (var (at, value) in new[] { (16, 15_000), (20, 15_000) })
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(at), value);
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc32(bomb.AsSpan(12, 17)));

        Assert.Equal(PhotoRefusals.TooLarge, await RefusalAsync(bomb));
    }

    [Theory]
    [InlineData("Ceci n’est pas une photo.")]
    [InlineData("")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>")]
    [InlineData("push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'https://example.org/x'")]
    [InlineData("GIF89a")]
    public async Task What_is_no_photo_is_refused_whatever_it_is_called(string text) =>
        Assert.Equal(PhotoRefusals.NotAPhoto, await RefusalAsync(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task A_photo_cut_off_halfway_is_refused_or_shown_as_far_as_it_goes()
    {
        var whole = Drawn(300, 200, MagickFormat.Png);

        Assert.Equal(PhotoRefusals.Broken, await RefusalAsync(whole[..40]));
    }

    [Fact]
    public async Task A_photo_of_more_than_ten_megabytes_is_refused() =>
        Assert.Equal(PhotoRefusals.TooHeavy, await RefusalAsync(new byte[PhotoRefusals.MaxBytes + 1]));

    [Fact]
    public async Task A_text_file_called_jpg_is_refused_in_words_and_all_else_is_kept()
    {
        var page = await FormAsync();
        page = await page.PressAsync("Relire avant de publier", new Attachment("Photo", "verger.jpg", "Bonjour"u8.ToArray()), Whole);

        Assert.Contains("Ce fichier n’est pas une photo", page.ErrorAt("Photo"), StringComparison.Ordinal);
        Assert.Equal("Un verger derrière l’école", await App.WithDbAsync(db => db.Proposals.Where(p => p.State == ProposalState.Draft).Select(p => p.Title).SingleAsync()));
        Assert.Equal(0, await App.WithDbAsync(db => db.Files.CountAsync()));
    }

    [Fact]
    public async Task A_photo_is_its_authors_until_the_proposal_is_published()
    {
        var page = await FormAsync();
        page = await page.PressAsync("Relire avant de publier", new Attachment("Photo", "x", Drawn(900, 600, MagickFormat.Jpeg)), [.. Whole, ("PhotoText", "Le pré derrière l’école.")]);
        var address = page.Document.QuerySelector("figure img")!.GetAttribute("src")!;

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(World.Neighbour, address)).StatusCode);
        Assert.Equal("private, max-age=600", (await GetAsync(World.Neighbour, address)).Headers.CacheControl?.ToString().Replace("max-age=600, private", "private, max-age=600", StringComparison.Ordinal));
        foreach (var other in new[] { null, World.Author, World.Moderator, World.Council })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(other, address)).StatusCode);
        }

        page = await page.PressAsync("Publier ma proposition");
        Assert.Equal("Le pré derrière l’école.", page.Document.QuerySelector("figure img")!.GetAttribute("alt"));

        var (full, small) = (await GetAsync(null, address), await GetAsync(null, address + "?w=480"));
        Assert.Equal(("image/jpeg", "nosniff"), (full.Content.Headers.ContentType!.MediaType, full.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Contains("immutable", full.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.InRange((await small.Content.ReadAsByteArrayAsync()).Length, 1, (await full.Content.ReadAsByteArrayAsync()).Length - 1);

        await App.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("update proposals set hidden_at = now(), hidden_reason = 'x'"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(null, address)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(World.Moderator, address)).StatusCode);
    }

    [Fact]
    public async Task A_photo_that_is_replaced_or_taken_away_is_forgotten()
    {
        var page = await FormAsync();
        page = await page.PressAsync("Relire avant de publier", new Attachment("Photo", "x", Drawn(90, 60, MagickFormat.Jpeg)), Whole);
        page = await page.Browser.OpenAsync(page.Path.Replace("/publish", "/edit"));
        page = await page.PressAsync("Relire avant de publier", new Attachment("Photo", "x", Drawn(80, 50, MagickFormat.Jpeg)));
        Assert.Equal(80, await App.WithDbAsync(db => db.Files.Select(f => f.Width).SingleAsync()));

        page = await page.Browser.OpenAsync(page.Path.Replace("/publish", "/edit"));
        page = await page.PressAsync("Relire avant de publier", ("RemovePhoto", "true"));
        Assert.Null(page.Document.QuerySelector("figure img"));
        Assert.Equal(0, await App.WithDbAsync(db => db.Files.CountAsync()));
    }

    private static readonly (string, string)[] Whole =
        [("Title", "Un verger derrière l’école"), ("Body", "Vingt pommiers pour les enfants, et des bancs dessous.")];

    private static byte[] Drawn(uint width, uint height, MagickFormat format)
    {
        using var image = new MagickImage("plasma:fractal", width, height) { Format = format };
        return image.ToByteArray();
    }

    /// <summary>A photo as a phone takes it: lying on its side, with the place, the owner and a remark written beside it.</summary>
    private static byte[] Camera()
    {
        using var image = new MagickImage(MagickColors.SteelBlue, 60, 40) { Format = MagickFormat.Jpeg, Comment = "SECRET" };
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.Orientation, (ushort)6);
        exif.SetValue(ExifTag.GPSLatitude, [new Rational(46), new Rational(44), new Rational(37)]);
        exif.SetValue(ExifTag.GPSLatitudeRef, "N");
        exif.SetValue(ExifTag.Artist, "SECRET");
        image.SetProfile(exif);
        image.Orientation = Orientation.RightTop;
        return image.ToByteArray();
    }

    /// <summary>As PNG checks its chunks with.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var octet in bytes)
        {
            sum ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (0xEDB88320 & (uint)-(int)(sum & 1));
            }
        }

        return ~sum;
    }

    private Task<Page> FormAsync() => App.Browse(World.Neighbour).OpenAsync("/spaces/quartier/proposals/new");

    private Task<HttpResponseMessage> GetAsync(Person? person, string address) => App.Browse(person).Http.GetAsync(address);

    private Task<StoredFile> DevelopAsync(byte[] bytes) => App.Get<PhotoLab>().DevelopAsync(bytes, World.Author.Id, App.Clock.GetUtcNow());

    private async Task<Refusal> RefusalAsync(byte[] bytes) => (await Assert.ThrowsAsync<RefusedException>(() => DevelopAsync(bytes))).Refusal;
}
