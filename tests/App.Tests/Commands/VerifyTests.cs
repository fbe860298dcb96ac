using Participation.App.Tests.Support;
using Participation.Board;
using Participation.Web.Commands;
using Participation.Web.Pages.Budgets;
using Xunit;

namespace Participation.App.Tests.Commands;

public sealed class VerifyTests : IDisposable
{
    private readonly SmallBoard _board = new();
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        _board.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_honest_election_is_checked_line_by_line_and_the_code_is_0()
    {
        var receipt = Kept("receipt.json", _board.Cast("1").ToJson());
        var head = Kept("head", _board.Sign().Note);
        _board.Cast("2");

        var (code, output, error) = Run(Published(), "--receipt", receipt, "--head", head);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(9, output.Split('\n').Count(line => line.StartsWith("ok", StringComparison.Ordinal) || line.StartsWith("unsaid", StringComparison.Ordinal)));
        Assert.EndsWith("This election is as its town says.", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_is_named_and_the_code_is_1()
    {
        _board.Cast("1");
        var hers = _board.Cast("2");
        _board.Openings.RemoveAt(1);

        var (code, output, _) = Run(Published());

        Assert.Equal(1, code);
        Assert.Contains($"Leaf 2 has no published ballot: {hers.Leaf.Commitment}.", output, StringComparison.Ordinal);
        Assert.EndsWith("This election is not as its town says: 1 of 9 checks failed.", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_receipt_for_a_ballot_that_is_not_there_is_enough_to_fail()
    {
        using var other = new SmallBoard(_board);
        var receipt = Kept("receipt.json", other.Cast("1").ToJson());
        _board.Cast("2");

        var (code, output, _) = Run(Published(), "--receipt", receipt);

        Assert.Equal(1, code);
        Assert.Contains("A signed receipt attests a ballot at leaf 1, and it is not there", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which file?")]
    [InlineData("There is no option “--jsn”.", "FILE", "--jsn")]
    [InlineData("One file at a time.", "FILE", "other")]
    [InlineData("--receipt needs a file after it.", "FILE", "--receipt")]
    [InlineData("Could not find file", "MISSING")]
    public void What_cannot_be_read_or_is_not_understood_has_the_code_2(string says, params string[] args)
    {
        var file = Kept("bundle", "no bundle\n");

        var (code, output, error) = Run([.. args.Select(a => a == "FILE" ? file : a == "MISSING" ? file + "2" : a)]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_bundle_has_not_passed()
    {
        _board.Cast("1");
        var whole = File.ReadAllText(Published());

        foreach (var (text, why) in new[] { ("no bundle\n", "this is not JSON"), (whole[..(whole.Length / 2)], "does not end"), ($"{whole}{{}}\n", "goes on after its end"), ("", "ends too early") })
        {
            var (code, output, error) = Run(Kept("other", text));

            Assert.Equal((1, ""), (code, output));
            Assert.Contains(why, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_file_that_a_voter_saved_is_taken_as_it_is()
    {
        var receipt = _board.Cast("1");
        var kept = Kept("mine.json", new KeptReceipt(_board.Openings[0], receipt).ToJson());

        var (code, output, error) = Run(Published(), "--receipt", kept);

        Assert.Equal((0, ""), (code, error));
        Assert.EndsWith("This election is as its town says.", output.TrimEnd(), StringComparison.Ordinal);
    }

    private string Published()
    {
        var path = Path.Combine(_folder, "bundle");
        using var file = File.Create(path);
        _board.Close().Write(new Bundle.Counts(1, _board.Leaves.Count, _board.Openings.Count, 0), file);

        return path;
    }

    private string Kept(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);

        return path;
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        return (Verify.Run(args, output, error), output.ToString(), error.ToString());
    }
}
