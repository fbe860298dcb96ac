using System.Globalization;
using System.Net;
using Participation.Board;

namespace Participation.Web.Commands;

/// <summary>
/// <c>participation witness URL</c>: looks at the ballot box of a budget from outside. If its log only grew since the last
/// look, the new head is countersigned, kept and handed back to the town; if not, that is said loudly, and what the town
/// showed is kept as evidence.
/// </summary>
internal static class Witness
{
    private const int Signed = 0;
    private const int Inconsistent = 1;
    private const int BadUsage = 2;

    private const string Usage = "Usage: participation witness https://TOWN/budgets/NUMBER [--data DIR] [--name NAME]";

    /// <param name="args">What follows the word <c>witness</c>.</param>
    /// <param name="output">What was seen and signed.</param>
    /// <param name="error">Why nothing was.</param>
    /// <param name="network">How the town is reached.</param>
    /// <returns>The exit code: 0; 1 when the town contradicts itself; 2 when it cannot be reached or the command is not understood.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, HttpMessageHandler? network = null)
    {
        try
        {
            var order = Order.From(args);
            using var folder = WitnessFolder.Open(order.Folder, order.Name, output);
            using var http = new HttpClient(network ?? new SocketsHttpHandler()) { BaseAddress = order.Address, MaxResponseContentBufferSize = 8_000_000 };

            return await LookAsync(http, folder, output, error);
        }
        catch (UsageException problem)
        {
            await error.WriteLineAsync($"witness: {problem.Message}");
        }
        catch (Exception problem) when (problem is BoardException or HttpRequestException or TaskCanceledException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await error.WriteLineAsync($"witness: the town cannot be watched: {problem.Message}");
        }

        return BadUsage;
    }

    private static async Task<int> LookAsync(HttpClient http, WitnessFolder folder, TextWriter output, TextWriter error)
    {
        var manifest = Manifest.Read(await http.GetByteArrayAsync("board/manifest"));
        var head = Head.Parse(await http.GetStringAsync("board/head"));
        var book = folder.BookOf(http.BaseAddress!);
        if (await WhyNotSignAsync(http, manifest, head, book) is { } contradiction)
        {
            var evidence = book.KeepEvidence(manifest, head);
            await error.WriteLineAsync(
                $"""
                witness: THIS BALLOT BOX CONTRADICTS ITSELF. {contradiction}
                witness: nothing was signed. What the town showed is kept in {evidence}
                witness: tell the public. The head seen before and this one, both signed by the town, are the proof.
                """);

            return Inconsistent;
        }

        if (book.Last is null)
        {
            await output.WriteLineAsync("This is the first look at this ballot box: what it showed to others before, only they can compare.");
        }

        var signature = head.SignatureBy(folder.Name, folder.Key);
        book.Keep(manifest, head.With([signature]));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Signed: {head.Origin}, {head.Size} leaves, root {head.Root.ToBase64()}"));

        using var answer = await http.PostAsync("board/witness", new StringContent((head with { Signatures = [signature] }).Note));
        await output.WriteLineAsync(answer.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.NoContent => "The town took the signature.",
            HttpStatusCode.Forbidden => "The town does not name this witness in its manifest, and shows no signature of it. The head is kept here all the same.",
            var other => $"The town did not take the signature ({(int)other}). The head is kept here all the same.",
        });

        return Signed;
    }

    /// <summary>How the town contradicts itself or what it showed before; null when it does not.</summary>
    private static async Task<string?> WhyNotSignAsync(HttpClient http, Manifest manifest, Head head, WitnessBook book)
    {
        if (head.Origin != manifest.Origin || !head.IsSignedBy(manifest.Board))
        {
            return "The head is not signed by the board of the manifest.";
        }

        var first = MerkleProof.Read(await http.GetByteArrayAsync(Invariant($"board/proof?leaf=0&size={head.Size}")));
        if (!MerkleProof.IsIncluded(MerkleTree.HashOfLeaf(manifest.ToBytes()), 0, head.Size, first, head.Root))
        {
            return "The manifest it shows is not the first leaf of its log.";
        }

        if (book.Manifest is { } known && known.Id != manifest.Id)
        {
            return "The manifest is another than the one seen before: the election was changed.";
        }

        return book.Last is not { } last ? null
            : head.Size < last.Size ? Invariant($"The log had {last.Size} leaves and has {head.Size} now: it was cut.")
            : await IsGrownAsync(http, last, head) ? null
            : Invariant($"The log of {head.Size} leaves is not that of {last.Size} leaves grown longer: it was rewritten, or the town shows two.");
    }

    private static async Task<bool> IsGrownAsync(HttpClient http, Head last, Head head)
    {
        IReadOnlyList<Digest> proof = last.Size == head.Size ? [] : MerkleProof.Read(await http.GetByteArrayAsync(Invariant($"board/consistency?from={last.Size}&to={head.Size}")));

        return MerkleProof.IsConsistent(last.Size, head.Size, proof, last.Root, head.Root);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Order(Uri Address, string Folder, string Name)
    {
        public static Order From(string[] args)
        {
            Uri? address = null;
            var folder = Path.Combine(Environment.GetEnvironmentVariable("Data") ?? ".data", "witness");
            var name = Dns.GetHostName();
            for (var next = 0; next < args.Length; next++)
            {
                switch (args[next])
                {
                    case "--data":
                        folder = Value(args, ref next);
                        break;
                    case "--name":
                        name = Value(args, ref next);
                        break;
                    case var option when option.StartsWith('-'):
                        throw new UsageException($"There is no option “{option}”. {Usage}");
                    case var text when address is null && Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal):
                        address = uri;
                        break;
                    case var text:
                        throw new UsageException($"“{text}” is not the address of a budget. {Usage}");
                }
            }

            return new Order(
                address ?? throw new UsageException($"Which budget? {Usage}"),
                folder,
                HeadSignature.IsName(name) ? name : throw new UsageException($"“{name}” is no name for a witness: it has no spaces and no “+”. {Usage}"));
        }

        private static string Value(string[] args, ref int next) =>
            ++next < args.Length ? args[next] : throw new UsageException($"{args[next - 1]} needs a word after it. {Usage}");
    }

    private sealed class UsageException(string message) : Exception(message);
}
