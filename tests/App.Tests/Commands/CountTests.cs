using System.Text.Json;
using Participation.Web.Commands;
using Xunit;

namespace Participation.App.Tests.Commands;

public sealed class CountTests : IDisposable
{
    private const string Town =
        """
        META
        key;value
        description;Budget of Saint-Aubin
        num_projects;4
        num_votes;4
        budget;1000.50
        vote_type;approval
        currency;EUR
        PROJECTS
        project_id;cost;name;selected
        bench;400.50;A bench;1
        lamp;700;A lamp;1
        tree;600.00;A tree;0
        pond;5000;A pond;0
        VOTES
        voter_id;vote
        1;bench,tree
        2;bench,lamp
        3;bench,lamp
        4;tree

        """;

    private const string Council =
        """
        META
        key;value
        description;Council of Saint-Aubin
        num_projects;4
        num_votes;13
        budget;4
        vote_type;ordinal
        PROJECTS
        project_id;cost;name
        ana;1;Ana
        ben;1;Ben
        cleo;1;Cléo
        dan;1;Dan
        VOTES
        voter_id;vote
        1;ana,ben
        2;ana,ben
        3;ana,ben
        4;ana,ben
        5;ana,ben
        6;ana,cleo
        7;ana,cleo
        8;ana,cleo
        9;ben
        10;ben,ana
        11;cleo
        12;cleo,ana
        13;dan,cleo

        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pb");

    public CountTests() => File.WriteAllText(_path, Town);

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Json_has_exactly_what_other_programs_are_promised()
    {
        var (code, output, error) = Run(_path, "--json");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            """{"rule":"greedy","budget":1000.5,"spent":1000.5,"selected":["bench","tree"],"votes":{"bench":3,"lamp":2,"tree":2,"pond":0}}""",
            output.TrimEnd());
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(output).RootElement.ValueKind);
    }

    [Fact]
    public void The_table_tells_the_chosen_in_order_with_the_running_total_and_why_not_the_others()
    {
        var (code, output, _) = Run(_path);

        Assert.Equal(0, code);
        Assert.Equal(
            """
            Budget of Saint-Aubin
            Rule greedy, 4 ballots, 4 projects

               project  name     votes  score   cost   total  why
            *  bench    A bench      3      3  400.5   400.5  chosen
            *  tree     A tree       2      2    600  1000.5  chosen
               lamp     A lamp       2      2    700          0 was left
               pond     A pond       0      0   5000          nobody chose it

            Budget  1000.5 EUR
            Spent   1000.5 EUR
            Left         0 EUR
            Tie: tree, lamp; lower cost first. Another order would have chosen the same.
            The city decided otherwise.
              Chosen here and not by the city: tree
              Chosen by the city and not here: lamp
            """.ReplaceLineEndings(),
            output.TrimEnd());
    }

    [Fact]
    public void A_decisive_tie_is_told_as_such()
    {
        File.WriteAllText(_path, Town.Replace("1000.50", "1100.50", StringComparison.Ordinal));

        var (_, output, _) = Run(_path);

        Assert.Contains("lost a tie: 100 was left", output, StringComparison.Ordinal);
        Assert.Contains("Tie: tree, lamp; lower cost first. This decided what was chosen.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_city_that_chose_the_same_is_told_so()
    {
        File.WriteAllText(_path, Town.Replace("A lamp;1", "A lamp;0", StringComparison.Ordinal).Replace("A tree;0", "A tree;1", StringComparison.Ordinal));

        Assert.Contains("The city recorded the same projects as chosen.", Run(_path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_a_file_moves_no_cursor()
    {
        File.WriteAllText(_path, Town.Replace("A bench", "\"A\u009b2J\nbench\"", StringComparison.Ordinal));

        Assert.Contains("  A 2J bench  ", Run(_path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_rule_is_asked_for_by_its_name()
    {
        var (_, output, _) = Run("--rule", "greedy-no-skip", _path, "--json");

        Assert.StartsWith("""{"rule":"greedy-no-skip",""", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_equal_shares_json_has_what_everyone_paid_as_exact_fractions()
    {
        var (code, output, _) = Run(_path, "--rule", "equal-shares", "--completion", "add1", "--increment", "0.50", "--then", "greedy", "--json");

        Assert.Equal(0, code);
        Assert.Equal(
            """{"rule":"equal-shares","budget":1000.5,"spent":1000.5,"selected":["bench","tree"],"utility":"cost","completion":"add1","increment":"0.5","then":"greedy","perVoter":"2937/8","increments":234,"rounds":[{"project":"bench","payment_per_utility_point":"267/2"},{"project":"tree","payment_per_utility_point":"2931/8"}],"votes":{"bench":3,"lamp":2,"tree":2,"pond":0}}""",
            output.TrimEnd());
    }

    [Fact]
    public void Under_equal_shares_the_table_tells_who_paid_and_what_each_voter_had()
    {
        var (_, output, _) = Run(_path, "--rule", "equal-shares");

        Assert.Contains("paid by 3, at most 133.5 each", output, StringComparison.Ordinal);
        Assert.Contains("its supporters had less left than it costs", output, StringComparison.Ordinal);
        Assert.Contains("Each voter had 250.13, raised 0 times.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_more_voters_prefer_most_points_first_the_table_says_how_many()
    {
        var (_, output, _) = Run(_path, "--rule", "equal-shares", "--unless-preferred", "greedy");

        Assert.Contains("0 voters prefer equal shares, 2 most points first: so most points first it is.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("paid by", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which file?")]
    [InlineData("There is no option “--jsn”.", "FILE", "--jsn")]
    [InlineData("One file at a time.", "FILE", "other.pb")]
    [InlineData("--rule needs the name of a rule.", "FILE", "--rule")]
    [InlineData("There is no rule “fairest”.", "FILE", "--rule", "fairest")]
    [InlineData("--utility goes with --rule equal-shares only.", "FILE", "--utility", "cost")]
    [InlineData("--then needs a value.", "FILE", "--rule", "equal-shares", "--then")]
    [InlineData("“utility” must be one of cost, cardinality, and is “joy”.", "FILE", "--rule", "equal-shares", "--utility", "joy")]
    [InlineData("An increment needs completion add1 or add1-official.", "FILE", "--rule", "equal-shares", "--increment", "2")]
    [InlineData("Raising each share by 0.00001 at a time would take", "FILE", "--rule", "equal-shares", "--completion", "add1", "--increment", "0.00001")]
    public void What_is_not_understood_gets_one_line_and_the_exit_code_2(string sentence, params string[] args)
    {
        var (code, output, error) = Run([.. args.Select(arg => arg == "FILE" ? _path : arg)]);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"count: {sentence}", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("4;tree", "4;house", "count: Line 20: the vote names project house, which is not in the section PROJECTS.")]
    [InlineData("tree;600.00", "tree;-6", "count: Line 13: “cost” must be an amount such as 12500 or 12500.50, and is “-6”.")]
    [InlineData("num_votes;4", "num_votes;5", "count: Line 21: META announces 5 votes, and the section VOTES has 4.")]
    public void A_malformed_file_gets_one_line_with_its_number_and_the_exit_code_1(string found, string put, string sentence)
    {
        File.WriteAllText(_path, Town.Replace(found, put, StringComparison.Ordinal));

        var (code, output, error) = Run(_path);

        Assert.Equal((1, "", sentence), (code, output, error.TrimEnd()));
    }

    [Fact]
    public void A_file_that_is_not_there_gets_one_line_and_the_exit_code_1()
    {
        var (code, output, error) = Run(_path + ".gone");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(_path, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file() => Assert.Equal(1, Run(Path.GetTempPath()).Code);

    [Fact]
    public void Rankings_elect_by_single_transferable_vote_and_each_round_tells_who_received_what()
    {
        File.WriteAllText(_path, Council);

        var (code, output, _) = Run(_path, "--rule", "stv", "--seats", "2");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            Council of Saint-Aubin
            Single transferable vote, 13 ballots, 4 candidates, 2 seats, quota 5

            1. First preferences
               candidate  name  votes
            *  ana        Ana       8
               ben        Ben       2
               cleo       Cléo      2
               dan        Dan       1

            2. What ana has above the quota is passed on
               candidate  name  received  votes
               ben        Ben     +1.875  3.875
               cleo       Cléo    +1.125  3.125

            3. dan is excluded
               candidate  name  received  votes
               cleo       Cléo        +1  4.125

            4. ben is excluded
               candidate         name  received  votes
            *  cleo              Cléo            4.125
               not transferable                  3.875

            Elected: ana, cleo
            """.ReplaceLineEndings(),
            output.TrimEnd());
    }

    [Fact]
    public void Json_of_a_transferable_vote_has_every_round_in_exact_decimals()
    {
        File.WriteAllText(_path, Council);

        var (code, output, _) = Run(_path, "--rule", "stv", "--seats", "2", "--json");

        Assert.Equal(0, code);
        var told = JsonDocument.Parse(output).RootElement;
        Assert.Equal(5, told.GetProperty("quota").GetInt32());
        Assert.Equal(["ana", "cleo"], told.GetProperty("elected").EnumerateArray().Select(id => id.GetString()));
        Assert.StartsWith(
            """{"kind":"transfer","candidate":"ana","byLot":false,"votes":{"ana":5,"ben":3.875,"cleo":3.125,"dan":1},"transferred":{"ben":1.875,"cleo":1.125},"notTransferable":0,"elected":[]}""",
            told.GetProperty("rounds")[1].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rankings_put_all_in_an_order_by_the_Schulze_method()
    {
        File.WriteAllText(_path, Council);

        var (code, output, _) = Run(_path, "--rule", "schulze");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            Council of Saint-Aubin
            Schulze method, 13 ballots, 4 candidates

            place  candidate  name
                1  ana        Ana
                2  ben        Ben
                3  cleo       Cléo
                4  dan        Dan

            How many prefer the one on the left:
                  ana  ben  cleo  dan
            ana     –    9     9   10
            ben     2    –     7    7
            cleo    3    6     –    5
            dan     1    1     1    –

            How strong its strongest path is:
                  ana  ben  cleo  dan
            ana     –    9     9   10
            ben     0    –     7    7
            cleo    0    0     –    5
            dan     0    0     0    –

            Winner: ana
            """.ReplaceLineEndings(),
            output.TrimEnd());
        Assert.StartsWith(
            """{"rule":"schulze","ballots":13,"winner":"ana","ranking":[["ana"],["ben"],["cleo"],["dan"]],"preferences":{"ana":{"ben":9,""",
            Run(_path, "--rule", "schulze", "--json").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count: stv and schulze count rankings (vote_type ordinal); the ballots of this file are approval.", "--rule", "schulze")]
    [InlineData("count: stv and schulze count rankings (vote_type ordinal); the ballots of this file are approval.", "--rule", "stv", "--seats", "2")]
    [InlineData("count: --rule stv and --seats go together.", "--rule", "stv")]
    [InlineData("count: --rule stv and --seats go together.", "--seats", "2")]
    [InlineData("count: --seats needs a whole number above zero, not “two”.", "--rule", "stv", "--seats", "two")]
    [InlineData("count: --then goes with --rule equal-shares only.", "--rule", "schulze", "--then", "greedy")]
    public void What_does_not_go_together_is_said(string sentence, params string[] args)
    {
        var (code, output, error) = Run([_path, .. args]);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = Count.Run(args, output, error);

        return (code, output.ToString(), error.ToString());
    }
}
