using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Participation.App.Tests.Mail;

/// <summary>A real mail server on loopback, from the npm package smtp-server.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private const string Program =
        """
        import { SMTPServer } from "smtp-server";
        const refused = process.argv[1];
        const server = new SMTPServer({
          authOptional: true,
          disabledCommands: ["STARTTLS"],
          onRcptTo: (address, session, done) => done(address.address === refused ? new Error("no such mailbox") : null),
          onData(stream, session, done) {
            const parts = [];
            stream.on("data", (part) => parts.push(part));
            stream.on("end", () => {
              const to = session.envelope.rcptTo.map((rcpt) => rcpt.address);
              console.log(JSON.stringify({ from: session.envelope.mailFrom.address, to, raw: Buffer.concat(parts).toString("latin1") }));
              done();
            });
          },
        });
        server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
        """;

    private readonly Process _node;

    private SmtpServer(Process node, int port) => (_node, Port) = (node, port);

    public int Port { get; }

    /// <param name="refused">The one address this server does not know.</param>
    public static async Task<SmtpServer> StartAsync(string refused = "personne@exemple.fr")
    {
        var web = WebFolder();
        Assert.SkipUnless(Directory.Exists(Path.Combine(web, "node_modules", "smtp-server")), "The npm packages are not installed: run 'npm ci' in web/.");

        var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Program, refused])
        {
            WorkingDirectory = web,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        return new SmtpServer(node, int.Parse((await node.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    public async Task<ReceivedMail> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return JsonSerializer.Deserialize<ReceivedMail>((await _node.StandardOutput.ReadLineAsync(patience.Token))!, JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static string WebFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../web"));
}

/// <summary>As it came over the wire, each byte a character.</summary>
internal sealed partial record ReceivedMail(string From, string[] To, string Raw)
{
    public string Subject => EncodedWord().Replace(Header("Subject")!, word => Encoding.UTF8.GetString(word.Groups[1].Value is "B" or "b"
        ? Convert.FromBase64String(word.Groups[2].Value)
        : Quoted(word.Groups[2].Value.Replace('_', ' '))));

    public string Body => Encoding.UTF8.GetString(Quoted(Raw[(Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("=\r\n", "", StringComparison.Ordinal)))
        .Replace("\r\n", "\n", StringComparison.Ordinal);

    public string? Header(string name)
    {
        var headers = Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        return headers.FirstOrDefault(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }

    private static byte[] Quoted(string text) =>
        Encoding.Latin1.GetBytes(QuotedByte().Replace(text, code => ((char)Convert.ToByte(code.Groups[1].Value, 16)).ToString()));

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?(.*?)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex QuotedByte();
}
