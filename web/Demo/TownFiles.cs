using System.Text.Json;
using System.Text.Json.Serialization;
using Participation.Budgets;
using Participation.Places;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Web.Demo;

/// <summary>What the invented town is made of, as its files say; see <c>Demo/Town/README.md</c>.</summary>
internal sealed record TownFiles(
    IReadOnlyList<Outline> Districts,
    IReadOnlyList<PersonFile> People,
    IReadOnlyList<SpaceFile> Spaces,
    IReadOnlyList<ProposalFile> Proposals,
    IReadOnlyList<DebateFile> Debates,
    IReadOnlyList<BudgetFile> Budgets,
    IReadOnlyList<ThreadFile> Threads)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(), new LocalizedTextConverter() },
    };

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Demo", "Town");

    public static TownFiles Read() => new(
        Outlines(),
        Read<List<PersonFile>>("people.json"),
        Read<List<SpaceFile>>("spaces.json"),
        Read<List<ProposalFile>>("proposals.json"),
        Read<List<DebateFile>>("debates.json"),
        Read<List<BudgetFile>>("budgets.json"),
        Read<List<ThreadFile>>("comments.json"));

    public static TownFile Town() => Read<TownFile>("town.json");

    public static IReadOnlyList<Outline> Outlines() => GeoJson.Read(File.ReadAllText(Path.Combine(Folder, "districts.geojson")));

    private static T Read<T>(string name)
    {
        using var file = File.OpenRead(Path.Combine(Folder, name));
        return JsonSerializer.Deserialize<T>(file, Json)!;
    }

    /// <summary>A text in several languages, or in French alone.</summary>
    private sealed class LocalizedTextConverter : JsonConverter<LocalizedText>
    {
        public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? LocalizedText.Of(reader.GetString()!)
                : new LocalizedText(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader)!);

        public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ByLanguage);
    }
}

internal sealed record TownFile(string Name, string ShortName, string TimeZone, double Zoom, PointFile Centre, ContactFile Contact);

internal sealed record PointFile(double Lat, double Lon);

internal sealed record ContactFile(string Participation);

internal sealed record PersonFile(string Key, string Name, string District, People.Role Role, LocalizedText? Title, string Language, double JoinedDaysAgo);

internal sealed record SpaceFile(
    string Key, string Slug, string? District, LocalizedText Title, LocalizedText Summary, LocalizedText Description,
    IReadOnlyList<CategoryFile> Categories, IReadOnlyList<PhaseFile> Phases);

internal sealed record CategoryFile(string Key, LocalizedText Name, string Icon);

/// <param name="Title">What it is called.</param>
/// <param name="Text">What happens in it.</param>
/// <param name="StartsInDays">From the day on which the town is filled; negative for the past.</param>
/// <param name="StartsAtHour">Town time.</param>
/// <param name="EndsInDays">Like <paramref name="StartsInDays"/>.</param>
/// <param name="EndsAtHour">Town time.</param>
/// <param name="Acts">What it opens.</param>
internal sealed record PhaseFile(
    LocalizedText Title, LocalizedText Text, int StartsInDays, int StartsAtHour, int EndsInDays, int EndsAtHour, IReadOnlyList<Acts> Acts);

/// <param name="Key">What others refer to it by.</param>
/// <param name="Space">The key of its space.</param>
/// <param name="Author">The key of a person.</param>
/// <param name="Title">In French.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Category">A category of the space.</param>
/// <param name="PlaceName">The place in words.</param>
/// <param name="Lat">Degrees north.</param>
/// <param name="Lon">Degrees east.</param>
/// <param name="CreatedDaysAgo">Before the town is filled.</param>
/// <param name="Supports">How many of the crowd support it.</param>
/// <param name="State">What the council's answer says.</param>
/// <param name="Answer">The council's, if any.</param>
internal sealed record ProposalFile(
    string Key, string Space, string Author, string Title, string Body, string Category, string? PlaceName, double? Lat, double? Lon,
    double CreatedDaysAgo, int Supports, string State, AnswerFile? Answer)
{
    public ProposalState Outcome => State switch
    {
        "underStudy" => ProposalState.UnderReview,
        "accepted" => ProposalState.Accepted,
        "refused" => ProposalState.Refused,
        _ => ProposalState.Published,
    };
}

internal sealed record AnswerFile(string Author, double DaysAgo, string Text);

internal sealed record DebateFile(string Key, string Space, string Author, double CreatedDaysAgo, LocalizedText Title, LocalizedText Body);

/// <param name="Key">What others refer to it by.</param>
/// <param name="Space">The key of its space.</param>
/// <param name="Title">Of the vote.</param>
/// <param name="Description">Markdown.</param>
/// <param name="AmountInEuros">Whole euros.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="BallotsToDraw">How many of the crowd vote.</param>
/// <param name="Projects">By number, from 1.</param>
/// <param name="Quorum">How many ballots it takes for the result to bind.</param>
/// <param name="Lot">What was drawn in public to decide between equals.</param>
/// <param name="Groups">Projects of which only so many may be chosen.</param>
internal sealed record BudgetFile(
    string Key, string Space, LocalizedText Title, LocalizedText Description, long AmountInEuros, string Currency, int BallotsToDraw,
    IReadOnlyList<ProjectFile> Projects, int? Quorum, string? Lot, IReadOnlyList<ProjectGroup>? Groups);

/// <param name="Number">Its number in the budget.</param>
/// <param name="Title">What ballots show.</param>
/// <param name="Description">Markdown.</param>
/// <param name="Opinion">What the town's services say.</param>
/// <param name="CostInEuros">Whole euros.</param>
/// <param name="Category">A category of the space.</param>
/// <param name="PlaceName">The place in words.</param>
/// <param name="Lat">Degrees north.</param>
/// <param name="Lon">Degrees east.</param>
/// <param name="Proposal">The key of the proposal it grew from.</param>
/// <param name="Weight">How much the crowd likes it, 1 to 100.</param>
/// <param name="Progress">How far it has come, where it was chosen.</param>
internal sealed record ProjectFile(
    int Number, LocalizedText Title, LocalizedText Description, LocalizedText? Opinion, long CostInEuros, string Category, string? PlaceName,
    double? Lat, double? Lon, string? Proposal, double Weight, ProgressFile? Progress);

internal sealed record ProgressFile(string State, LocalizedText Text);

/// <param name="Kind">proposal, debate or project.</param>
/// <param name="Key">Of a proposal or debate.</param>
/// <param name="Budget">Of a project.</param>
/// <param name="Number">Of a project.</param>
/// <param name="Comments">Those at the top.</param>
internal sealed record ThreadFile(string Kind, string? Key, string? Budget, int? Number, IReadOnlyList<CommentFile> Comments);

internal sealed record CommentFile(string Author, double DaysAgo, string Body, IReadOnlyList<CommentFile>? Replies);
