using Participation.Texts;

namespace Participation.Spaces;

/// <summary>A theme by which a space sorts its proposals and projects.</summary>
public class Category
{
    private Category()
    {
    }

    internal Category(Guid spaceId, string code, LocalizedText name, string icon, int position)
    {
        SpaceId = spaceId;
        Code = code;
        Name = name;
        Icon = icon;
        Position = position;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid SpaceId { get; private set; }

    /// <summary>Short and stable, for addresses and files.</summary>
    public string Code { get; private set; } = "";

    public LocalizedText Name { get; private set; } = LocalizedText.Empty;

    /// <summary>The keyword of a drawing in the icon set: <c>tree</c>, <c>bike</c>.</summary>
    public string Icon { get; private set; } = "";

    public int Position { get; private set; }

    internal void Rename(LocalizedText name, string icon)
    {
        Name = name;
        Icon = icon;
    }
}
