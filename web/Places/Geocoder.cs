using System.Text.Json;
using Microsoft.Extensions.Options;
using Participation.Places;
using Participation.Web.Foundation;

namespace Participation.Web.Places;

/// <summary>
/// Finds addresses at the configured service, which answers as the French Base Adresse Nationale does. When it is slow,
/// down or says nonsense there are simply no addresses: the map and the district list still serve.
/// </summary>
public sealed class Geocoder(HttpClient http, IOptions<TownOptions> town, ILogger<Geocoder> log)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int LongestAnswer = 200_000;

    public async Task<IReadOnlyList<NamedPlace>> FindAsync(string query, CancellationToken stop)
    {
        var address = town.Value.Map.Geocoder;
        if (address.Length == 0)
        {
            return [];
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            http.MaxResponseContentBufferSize = LongestAnswer;
            var answer = await http.GetByteArrayAsync(new Uri(address.Replace("{query}", Uri.EscapeDataString(query), StringComparison.Ordinal)), patience.Token);
            return Read(answer);
        }
        catch (Exception e) when (!stop.IsCancellationRequested
            && e is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            log.LogWarning("The address search did not answer: {Reason}", e.GetType().Name);
            return [];
        }
    }

    private static List<NamedPlace> Read(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        var places = new List<NamedPlace>();
        foreach (var feature in json.RootElement.GetProperty("features").EnumerateArray())
        {
            var point = feature.GetProperty("geometry").GetProperty("coordinates");
            var place = new Place(point[0].GetDouble(), point[1].GetDouble());
            if (place.IsOnEarth && feature.GetProperty("properties").GetProperty("label").GetString() is { Length: > 0 } label)
            {
                places.Add(new NamedPlace(label, place));
            }
        }

        return places;
    }
}
