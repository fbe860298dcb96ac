using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Participation.Budgets;
using Participation.Database;
using Participation.Pabulib;
using Participation.Places;
using Participation.Polling;
using Participation.Spaces;
using Participation.Tally;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>
/// A budget for other programs: <c>points</c> on the map, and once the result is published <c>results.csv</c>,
/// <c>results.json</c>, <c>papers.csv</c> and <c>ballots.pb</c>. Until then the last four do not exist.
/// </summary>
internal static class ResultFiles
{
    private const int MostPoints = 1_000;

    private static readonly string[] CsvColumns =
    [
        .. new[] { "number", "code", "title", "category", "district", "cost", "currency", "votes", "score", "ballots", "share", "chosen", "rank", "left", "reason", "recorded" }
            .Select(name => $"budgets.csv.{name}"),
        "results.csv.cost_at_most",
        "results.csv.supporters_missing",
    ];

    private static readonly string[] PaperColumns = ["name", "place", "papers", "valid", "blank", "spoilt"];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public static void MapResultFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/budgets/{number:int}/points", PointsAsync);
        app.MapGet("/budgets/{number:int}/results.csv", CsvAsync);
        app.MapGet("/budgets/{number:int}/results.json", JsonAsync);
        app.MapGet("/budgets/{number:int}/papers.csv", PapersAsync);
        app.MapGet("/budgets/{number:int}/ballots.pb", PabulibAsync);
    }

    /// <summary>
    /// Projects with a place in <c>bbox=west,south,east,north</c>; which were chosen only once that is published, and which
    /// another rule would choose where <c>rule</c> has its letter.
    /// </summary>
    private static async Task<IResult> PointsAsync(int number, string? bbox, string? rule, ParticipationDb db, Words words, CancellationToken stop)
    {
        var area = Area.Everywhere;
        if (bbox is not null && !Area.TryParse(bbox, out area))
        {
            return Results.BadRequest();
        }

        if (await FindAsync(db, number, stop) is not { } budget)
        {
            return Results.NotFound();
        }

        var chosen = ChosenBy(rule, budget);
        var inside = budget.Projects
            .Where(p => p.Place is { } at && at.Longitude >= area.West && at.Longitude <= area.East && at.Latitude >= area.South && at.Latitude <= area.North)
            .ToList();

        return Results.Json(new
        {
            points = inside.Take(MostPoints).Select(p => new
            {
                id = p.Number.ToString(CultureInfo.InvariantCulture),
                lon = p.Place!.Value.Longitude,
                lat = p.Place.Value.Latitude,
                title = words.In(p.Title),
                url = $"/projects/{number}/{p.Number}",
                state = chosen.Contains(p.Number) ? "good" : null,
            }),
            groups = Array.Empty<object>(),
            truncated = inside.Count > MostPoints,
        });
    }

    /// <returns>Numbers of projects.</returns>
    private static HashSet<int> ChosenBy(string? letter, Budget budget)
    {
        if (budget.Result is not { } result)
        {
            return [];
        }

        var own = result.Projects.Where(r => r.IsChosen).Select(r => r.ProjectId).ToHashSet();

        return result.Explanation is { } explanation && SideBySide.PositionOf(letter, explanation.Rules.Count) is > 0 and var position
            ? [.. explanation.Rules[position].Chosen]
            : [.. budget.Projects.Where(p => own.Contains(p.Id)).Select(p => p.Number)];
    }

    /// <summary>
    /// Made for the spreadsheet of a French office: a byte order mark, semicolons and, in French, decimal commas. In
    /// English the decimals have points.
    /// </summary>
    private static async Task<IResult> CsvAsync(int number, ParticipationDb db, Almanac almanac, Words words, CancellationToken stop)
    {
        if (await PublishedAsync(db, number, stop) is not { } budget)
        {
            return Results.NotFound();
        }

        var town = await almanac.ReadAsync(stop);
        var table = new ResultTable(budget, town.Category);
        var csv = new StringBuilder();
        csv.AppendJoin(';', CsvColumns.Select(name => words[name])).Append("\r\n");
        foreach (var row in table.ByVotes)
        {
            var (project, result) = (row.Project, row.Result);
            var remedy = budget.Result!.Explanation?.RemedyFor(project.Number);
            csv.AppendJoin(';', new[]
            {
                Number(project.Number), Quoted(project.Code ?? ""), Quoted(words.In(project.Title)), Quoted(row.Category is null ? "" : words.In(row.Category.Name)),
                Quoted(town.District(project.DistrictId)?.Name ?? project.Address ?? ""), Units(project.CostMinor), budget.Currency,
                Number(result.Votes), Number(result.Score), Number(table.Ballots), row.Share.ToString("0.####", words.Culture),
                YesNo(result.IsChosen), result.Rank is { } rank ? Number(rank) : "", Units(result.LeftMinor),
                Quoted(result.IsChosen ? "" : ReasonIn(words, budget, row)), result.Recorded is { } recorded ? YesNo(recorded) : "",
                remedy?.CostMinor is { } cost ? Units(cost) : "", remedy?.Supporters is { } supporters ? Number(supporters) : "",
            }).Append("\r\n");
        }

        return Results.File([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())], "text/csv; charset=utf-8", $"budget-{number}.csv");

        string YesNo(bool yes) => words[yes ? "budgets.csv.yes" : "budgets.csv.no"];
        string Units(long minor) => new Money(minor, budget.Currency).Units.ToString("0.##", words.Culture);
    }

    /// <summary>Batches of papers: where from, how many, and what each project got. As <see cref="CsvAsync"/> otherwise.</summary>
    private static async Task<IResult> PapersAsync(int number, ParticipationDb db, Words words, CancellationToken stop)
    {
        if (await PublishedAsync(db, number, stop) is not { Terms.TakesPaper: true } budget)
        {
            return Results.NotFound();
        }

        var csv = new StringBuilder();
        csv.AppendJoin(';', PaperColumns.Select(name => words[$"paper.batch.{name}"])
            .Append(words["paper.batch.state"])
            .Concat(budget.Projects.Select(p => Quoted($"{p.Number} {words.In(p.Title)}")))).Append("\r\n");
        foreach (var batch in await db.PaperBatches.AsNoTracking().InBox(budget.Id).ToListAsync(stop))
        {
            csv.AppendJoin(';', new[] { Quoted(batch.Name), Quoted(batch.Place), Number(batch.Papers), Number(batch.Valid), Number(batch.Blank), Number(batch.Spoilt), words[batch.IsVoid ? "paper.state.void" : "paper.state.in_box"] }
                .Concat(budget.Projects.Select(p => Number(batch.Totals!.GetValueOrDefault(p.Number))))).Append("\r\n");
        }

        return Results.File([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())], "text/csv; charset=utf-8", $"budget-{number}-papers.csv");
    }

    private static async Task<IResult> JsonAsync(int number, ParticipationDb db, Almanac almanac, CancellationToken stop)
    {
        if (await PublishedAsync(db, number, stop) is not { } budget)
        {
            return Results.NotFound();
        }

        var table = new ResultTable(budget, (await almanac.ReadAsync(stop)).Category);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            Write(json, budget, table, await db.PaperBatches.AsNoTracking().InBox(budget.Id).ToListAsync(stop));
        }

        return Results.File(buffer.ToArray(), "application/json", $"budget-{number}.json");
    }

    private static void Write(Utf8JsonWriter json, Budget budget, ResultTable table, IReadOnlyList<PaperBatch> batches)
    {
        var result = budget.Result!;
        json.WriteStartObject();
        json.WriteNumber("number", budget.Number);
        WriteTexts(json, "title", budget.Title.ByLanguage);
        json.WriteString("currency", budget.Currency);
        json.WriteNumber("budget", budget.Amount.Units);
        json.WriteString("rule", result.Rule);
        json.WriteNumber("ballots", result.Ballots);
        if (budget.Terms.Quorum is { } quorum)
        {
            json.WriteNumber("quorum", quorum);
            json.WriteBoolean("binding", budget.IsBinding);
        }

        json.WriteNumber("spent", table.Spent.Units);
        json.WriteNumber("left", table.Left.Units);
        json.WriteString("sealedAt", budget.ClosedAt!.Value);
        json.WriteString("publishedAt", budget.PublishedAt!.Value);
        json.WriteString("decidedOtherwise", budget.DecidedOtherwise);
        json.WriteStartArray("selected");
        foreach (var row in table.Chosen)
        {
            json.WriteStringValue(row.Project.Key);
        }

        json.WriteEndArray();
        json.WriteStartArray("projects");
        foreach (var row in table.ByVotes)
        {
            WriteProject(json, row, budget.Currency);
        }

        json.WriteEndArray();
        json.WriteStartArray("ties");
        foreach (var tie in result.Ties)
        {
            json.WriteStartObject();
            json.WriteStartArray("projects");
            foreach (var project in table.ProjectsOf(tie))
            {
                json.WriteStringValue(project.Key);
            }

            json.WriteEndArray();
            json.WriteString("decidedBy", tie.DecidedBy.ToString());
            json.WriteBoolean("decisive", tie.IsDecisive);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("papers");
        foreach (var batch in batches)
        {
            WriteBatch(json, batch, budget);
        }

        json.WriteEndArray();
        json.WritePropertyName("explanation");
        JsonSerializer.Serialize(json, result.Explanation, JsonSerializerOptions.Web);
        json.WriteEndObject();
    }

    private static void WriteProject(Utf8JsonWriter json, ResultRow row, string currency)
    {
        var (project, result) = (row.Project, row.Result);
        json.WriteStartObject();
        json.WriteString("id", project.Key);
        json.WriteNumber("number", project.Number);
        WriteTexts(json, "title", project.Title.ByLanguage);
        json.WriteNumber("cost", new Money(project.CostMinor, currency).Units);
        json.WriteNumber("votes", result.Votes);
        json.WriteNumber("score", result.Score);
        json.WriteBoolean("selected", result.IsChosen);
        if (result.Rank is { } rank)
        {
            json.WriteNumber("rank", rank);
        }

        if (result.AdvisoryRank is { } advisory)
        {
            json.WriteNumber("advisoryRank", advisory);
        }

        json.WriteString("reason", result.Reason.ToString());
        json.WriteNumber("left", new Money(result.LeftMinor, currency).Units);
        if (result.Recorded is { } recorded)
        {
            json.WriteBoolean("recorded", recorded);
        }

        if (project.Place is { } place)
        {
            json.WriteNumber("longitude", place.Longitude);
            json.WriteNumber("latitude", place.Latitude);
        }

        json.WriteEndObject();
    }

    private static void WriteBatch(Utf8JsonWriter json, PaperBatch batch, Budget budget)
    {
        json.WriteStartObject();
        json.WriteString("batch", batch.Name);
        json.WriteString("place", batch.Place);
        json.WriteBoolean("void", batch.IsVoid);
        json.WriteNumber("papers", batch.Papers);
        json.WriteNumber("valid", batch.Valid);
        json.WriteNumber("blank", batch.Blank);
        json.WriteNumber("spoilt", batch.Spoilt);
        json.WriteStartObject("votes");
        foreach (var project in budget.Projects)
        {
            json.WriteNumber(project.Key, batch.Totals!.GetValueOrDefault(project.Number));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> byLanguage)
    {
        json.WriteStartObject(name);
        foreach (var (language, text) in byLanguage)
        {
            json.WriteString(language, text);
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// Every ballot, without person or time, sorted by what it says: the order tells nothing. Voters are numbered in that
    /// order. Where only sums are published, there is no such file.
    /// </summary>
    private static async Task<IResult> PabulibAsync(int number, HttpContext http, ParticipationDb db, BallotBox box, Almanac almanac, IConfiguration configuration, CancellationToken stop)
    {
        if (await PublishedAsync(db, number, stop) is not { Terms.PublishesOnlySums: false } budget)
        {
            return Results.NotFound();
        }

        var town = await almanac.ReadAsync(stop);
        var unit = configuration[$"{TownOptions.Section}:{nameof(TownOptions.Name)}"] ?? new TownOptions().Name;
        var results = budget.Result!.Projects.ToDictionary(r => r.ProjectId);
        var projects = budget.Projects.Select(p => ToPabulib(p, results[p.Id], town)).ToList();
        var meta = Meta(budget, town.Space(budget.SpaceId)!, unit);

        // The writer and the ballots are plain streams: they are given a thread of their own rather than all the memory.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;

        return Results.Stream(
            async body =>
            {
                await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                await Task.Run(() => PabulibWriter.Write(text, meta, projects, box.Ballots(budget).Select((ballot, i) => new PabulibBallot(Number(i + 1), ballot))), stop);
            },
            "text/plain; charset=utf-8",
            $"budget-{number}.pb");
    }

    private static PabulibProject ToPabulib(Project project, ProjectResult result, Almanac.Page town) =>
        new(project.Key, new ExactAmount(project.CostMinor, Money.Decimals))
        {
            Name = project.Title.In("fr"),
            Categories = town.Category(project.CategoryId) is { } category ? [category.Name.In("fr").Replace(',', ' ')] : [],
            District = town.District(project.DistrictId)?.Name ?? project.Address,
            Place = project.Place is { } place ? new PabulibPlace(place.Latitude, place.Longitude) : null,
            Selected = result.Recorded ?? result.IsChosen,
            RecordedVotes = result.Votes,
            RecordedScore = result.Score,
        };

    private static IEnumerable<KeyValuePair<string, string>> Meta(Budget budget, Space space, string unit)
    {
        yield return new("description", budget.Title.In("fr"));
        yield return new("unit", unit);
        yield return new("instance", Number(budget.EndedAt(space)!.Value.Year));
        yield return new("num_projects", Number(budget.Projects.Count));
        yield return new("num_votes", Number(budget.Result!.Ballots));
        yield return new("budget", new ExactAmount(budget.AmountMinor, Money.Decimals).ToString());
        yield return new("vote_type", VoteTypes.NameOf(budget.ToElection([]).Form));
        yield return new("rule", budget.Terms.Rule);
        if (space.Phases.FirstOrDefault(p => p.Acts.HasFlag(Acts.Vote)) is { } voting)
        {
            yield return new("date_begin", voting.StartsAt.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture));
        }

        yield return new("date_end", budget.EndedAt(space)!.Value.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture));
        if (budget.Terms.MinimumScore > 0)
        {
            yield return new("min_project_score_threshold", Number(budget.Terms.MinimumScore));
        }

        if (budget.Terms.MaxChoices is { } most)
        {
            yield return new("max_length", Number(most));
        }

        yield return new("currency", budget.Currency);
    }

    private static string ReasonIn(Words words, Budget budget, ResultRow row) => words.With(
        $"budgets.result.reason_{row.Result.Reason}",
        ("left", words.Money(new Money(row.Result.LeftMinor, budget.Currency))),
        ("cost", words.Money(new Money(row.Project.CostMinor, budget.Currency))));

    private static async Task<Budget?> PublishedAsync(ParticipationDb db, int number, CancellationToken stop) =>
        await FindAsync(db, number, stop) is { IsPublished: true } budget ? budget : null;

    private static Task<Budget?> FindAsync(ParticipationDb db, int number, CancellationToken stop)
    {
        var seen = db.Spaces.Published().Select(s => s.Id);

        return db.Budgets.AsNoTracking().WithProjects().WithResult().AsSplitQuery().SingleOrDefaultAsync(b => b.Number == number && seen.Contains(b.SpaceId), stop);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A spreadsheet takes a cell that begins so for a formula, and runs it.
    private static string Quoted(string text)
    {
        var harmless = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;

        return harmless.AsSpan().ContainsAny(";\"\r\n") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }
}
