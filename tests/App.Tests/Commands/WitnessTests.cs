using System.Net;
using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Web.Commands;
using Xunit;

namespace Participation.App.Tests.Commands;

public sealed class WitnessTests : IDisposable
{
    private readonly SmallBoard _board = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());

    public void Dispose()
    {
        _board.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_log_that_grew_is_countersigned_and_the_town_is_given_the_signature()
    {
        var (first, output, _) = await LookAsync(_board);
        _board.Cast("1");
        _board.Cast("2");
        var (second, _, error) = await LookAsync(_board);

        Assert.Equal((0, 0, ""), (first, second, error));
        var witness = new NamedKey("paper.example", new PublicKey(output.Split('\n').Single(line => line.StartsWith("MF", StringComparison.Ordinal))));
        Assert.Equal([1, 3], _board.Posted.Select(head => head.Size));
        Assert.All(_board.Posted, head => Assert.True(head.IsSignedBy(witness)));
    }

    [Fact]
    public async Task The_key_is_made_once_and_only_its_owner_reads_it()
    {
        await LookAsync(_board);
        var (_, output, _) = await LookAsync(_board);

        Assert.DoesNotContain("public key", output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "key.pem")));
        }
    }

    [Fact]
    public async Task A_log_cut_short_is_refused_loudly()
    {
        _board.Cast("1");
        await LookAsync(_board);
        using var cut = new SmallBoard(_board);

        await IsRefusedAsync(cut, "it was cut");
    }

    [Fact]
    public async Task A_log_written_anew_is_refused_loudly_at_any_size()
    {
        _board.Cast("1");
        await LookAsync(_board);
        using var anew = new SmallBoard(_board);
        anew.Cast("1");
        await IsRefusedAsync(anew, "it was rewritten");

        anew.Cast("2");
        await IsRefusedAsync(anew, "it was rewritten");
    }

    [Fact]
    public async Task Another_manifest_is_refused_loudly()
    {
        await LookAsync(_board);
        using var other = new SmallBoard(_board, title: "Another");

        await IsRefusedAsync(other, "the election was changed");
    }

    [Fact]
    public async Task A_log_of_another_name_at_the_same_address_is_no_stranger()
    {
        var (_, first, _) = await LookAsync(_board);
        Assert.Contains("the first look", first, StringComparison.Ordinal);
        using var renamed = new SmallBoard(_board, origin: "town.example/budgets/1b");

        await IsRefusedAsync(renamed, "the election was changed");
    }

    [Fact]
    public async Task An_answer_that_is_no_text_has_the_code_2()
    {
        _board.Charset = "none-such";

        var (code, _, error) = await LookAsync(_board);

        Assert.Equal(2, code);
        Assert.Contains("cannot be watched", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_the_board_did_not_sign_is_refused_loudly()
    {
        _board.Signs = false;

        await IsRefusedAsync(_board, "not signed by the board");
    }

    [Theory]
    [InlineData("Which budget?")]
    [InlineData("is not the address of a budget", "budgets/1")]
    [InlineData("There is no option “--x”", "http://town.example/budgets/1", "--x")]
    [InlineData("--data needs a word after it", "http://town.example/budgets/1", "--data")]
    [InlineData("is no name for a witness", "http://town.example/budgets/1", "--name", "a b")]
    public async Task What_is_not_understood_has_the_code_2(string says, params string[] args)
    {
        Directory.CreateDirectory(_folder);
        var (code, _, error) = await RunAsync(_board, args);

        Assert.Equal(2, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_town_that_cannot_be_reached_has_the_code_2()
    {
        _board.IsReachable = false;

        var (code, _, error) = await LookAsync(_board);

        Assert.Equal(2, code);
        Assert.Contains("cannot be watched", error, StringComparison.Ordinal);
    }

    private async Task IsRefusedAsync(SmallBoard board, string why)
    {
        board.Posted.Clear();
        var (code, _, error) = await LookAsync(board);

        Assert.Equal(1, code);
        Assert.Contains("CONTRADICTS ITSELF", error, StringComparison.Ordinal);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.Empty(board.Posted);
        Assert.NotEmpty(Directory.GetFiles(_folder, "evidence-*", SearchOption.AllDirectories));
    }

    private Task<(int Code, string Output, string Error)> LookAsync(SmallBoard board) =>
        RunAsync(board, "http://town.example/budgets/1", "--data", _folder, "--name", "paper.example");

    private static async Task<(int Code, string Output, string Error)> RunAsync(SmallBoard board, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var town = new Town(board);

        return (await Witness.RunAsync(args, output, error, town), output.ToString(), error.ToString());
    }

    /// <summary>The public addresses of a town, over one board.</summary>
    private sealed class Town(SmallBoard board) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            if (!board.IsReachable)
            {
                throw new HttpRequestException("No such host.");
            }

            var asked = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query);
            var answer = request.RequestUri.AbsolutePath switch
            {
                "/budgets/1/board/manifest" => board.Manifest.ToBytes(),
                "/budgets/1/board/head" => System.Text.Encoding.UTF8.GetBytes(board.Sign().Note),
                "/budgets/1/board/proof" => MerkleProof.ToJson(board.Tree.InclusionProof(Asked("leaf"), Asked("size"))),
                "/budgets/1/board/consistency" => MerkleProof.ToJson(board.Tree.ConsistencyProof(Asked("from"), Asked("to"))),
                "/budgets/1/board/witness" => await TakeAsync(),
                var other => throw new InvalidOperationException(other),
            };

            var content = new ByteArrayContent(answer);
            content.Headers.ContentType = new("text/plain", board.Charset);

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };

            long Asked(string name) => long.Parse(asked[name]!, System.Globalization.CultureInfo.InvariantCulture);

            async Task<byte[]> TakeAsync()
            {
                board.Posted.Add(Head.Parse(await request.Content!.ReadAsStringAsync(stop)));
                return [];
            }
        }
    }
}
