namespace Participation.Places;

public static class PlaceRefusals
{
    public static readonly Refusal NoDistricts = new("no_districts_in_file") { Field = "Outlines" };
    public static readonly Refusal NameMissing = new("district_without_name") { Field = "Outlines" };
}
