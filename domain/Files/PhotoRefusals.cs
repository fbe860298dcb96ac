namespace Participation.Files;

public static class PhotoRefusals
{
    /// <summary>Bytes, as sent.</summary>
    public const int MaxBytes = 10_000_000;

    /// <summary>Pixels, in millions: what a good camera takes, and what a server can unpack without losing its breath.</summary>
    public const int MaxMegapixels = 40;

    public static readonly Refusal NotAPhoto = new("photo_not_a_photo") { Field = "Photo" };
    public static readonly Refusal TooHeavy = new("photo_too_heavy") { Field = "Photo", Count = MaxBytes / 1_000_000 };
    public static readonly Refusal TooLarge = new("photo_too_large") { Field = "Photo", Count = MaxMegapixels };
    public static readonly Refusal Broken = new("photo_broken") { Field = "Photo" };
}
