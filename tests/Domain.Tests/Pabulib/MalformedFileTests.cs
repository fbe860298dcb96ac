using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Participation.Pabulib;
using Xunit;
using static Participation.Domain.Tests.Pabulib.PabulibFiles;

namespace Participation.Domain.Tests.Pabulib;

public partial class MalformedFileTests
{
    private static readonly string[] Codes = [.. typeof(PabulibProblems).GetFields().Select(f => (string)f.GetValue(null)!)];

    /// <summary>The problem, the line where it shows, and the sound file with one text replaced by another.</summary>
    public static TheoryData<string, int, string, string> Faults => new()
    {
        { PabulibProblems.ControlCharacter, 11, "Un banc", "Un\0banc" },
        { PabulibProblems.QuoteNeverClosed, 12, "or \"\"two\"\"\"", "or two" },
        { PabulibProblems.LineTooLong, 11, "Un banc", new string('x', 1 << 20) },
        { PabulibProblems.LineTooLong, 12, "A lamp", new string('\n', 1 << 20) },
        { PabulibProblems.MissingSection, 1, "META\n", "" },
        { PabulibProblems.MissingSection, 1, Sound, "" },
        { PabulibProblems.MissingSection, 1, "META\n", "1;2;3\nMETA\n" },
        { PabulibProblems.MissingSection, 9, Sound[Sound.IndexOf("PROJECTS", StringComparison.Ordinal)..], "" },
        { PabulibProblems.MissingSection, 14, Sound[Sound.IndexOf("VOTES", StringComparison.Ordinal)..], "" },
        { PabulibProblems.SectionOutOfPlace, 9, "PROJECTS", "VOTES" },
        { PabulibProblems.SectionOutOfPlace, 14, "VOTES", "projects" },
        { PabulibProblems.SectionOutOfPlace, 19, "3;pond\n", "3;pond\nMETA\n" },
        { PabulibProblems.MissingColumn, 2, "key;value", "key;worth" },
        { PabulibProblems.MissingColumn, 10, "project_id;", "project;" },
        { PabulibProblems.MissingColumn, 10, ";cost;", ";price;" },
        { PabulibProblems.MissingColumn, 15, "voter_id;vote", "voter_id;votes" },
        { PabulibProblems.MissingColumn, 15, "voter_id;vote\n", "" },
        { PabulibProblems.MissingColumn, 15, "voter_id;vote", "voter;vote" },
        { PabulibProblems.ColumnTwice, 10, ";name;", ";cost;" },
        { PabulibProblems.TooManyColumns, 10, ";name;", $";{string.Join(';', Enumerable.Range(0, 1_000))};" },
        { PabulibProblems.TooFewFields, 11, ";43.6;1.44", ";43.6" },
        { PabulibProblems.TooFewFields, 17, "2;bench", "2" },
        { PabulibProblems.TooManyFields, 11, "l’ombre", "l’ombre; et au soleil" },
        { PabulibProblems.TooManyFields, 16, "1;bench,lamp", "1;bench;lamp" },
        { PabulibProblems.TooManyFields, 3, "description;", "description;;" },
        { PabulibProblems.MissingKey, 8, "num_projects;3\n", "" },
        { PabulibProblems.MissingKey, 8, "num_votes;3\n", "" },
        { PabulibProblems.MissingKey, 8, "budget;1000.50\n", "" },
        { PabulibProblems.MissingKey, 8, "vote_type;approval\n", "" },
        { PabulibProblems.KeyTwice, 8, "currency;EUR", "budget;7" },
        { PabulibProblems.TooManyKeys, 1_003, "currency;EUR", string.Join('\n', Enumerable.Range(0, 1_000).Select(i => $"note{i};x")) },
        { PabulibProblems.UnknownVoteType, 7, "approval", "knapsack" },
        { PabulibProblems.WrongProjectCount, 14, "num_projects;3", "num_projects;4" },
        { PabulibProblems.WrongProjectCount, 14, "num_projects;3", "num_projects;2" },
        { PabulibProblems.WrongVoteCount, 19, "num_votes;3", "num_votes;4" },
        { PabulibProblems.WrongVoteCount, 18, "3;pond\n", "" },
        { PabulibProblems.UnreadableNumber, 4, "num_projects;3", "num_projects;three" },
        { PabulibProblems.UnreadableNumber, 5, "num_votes;3", "num_votes;-3" },
        { PabulibProblems.UnreadableNumber, 8, "currency;EUR", "max_length;1.5" },
        { PabulibProblems.UnreadableNumber, 8, "currency;EUR", "min_project_score_threshold;" },
        { PabulibProblems.UnreadableNumber, 11, "400.25;2;", "400.25;two;" },
        { PabulibProblems.NumberTooLarge, 8, "currency;EUR", "max_length;10001" },
        { PabulibProblems.UnreadableAmount, 6, "1000.50", "1 000,50" },
        { PabulibProblems.UnreadableAmount, 11, "400.25", "-400.25" },
        { PabulibProblems.UnreadableAmount, 11, "400.25", "" },
        { PabulibProblems.AmountNotAboveZero, 6, "1000.50", "0" },
        { PabulibProblems.AmountNotAboveZero, 11, "400.25", "0.00" },
        { PabulibProblems.AmountTooLarge, 6, "1000.50", "99999999999999999999" },
        { PabulibProblems.AmountTooLarge, 11, "400.25", "0.0000000000000000001" },
        { PabulibProblems.AmountTooLarge, 13, "5000", "9223372036854775807" },
        { PabulibProblems.AmountTooLarge, 13, "5000", "0.00000000000000001" },
        { PabulibProblems.EmptyProjectId, 11, "bench;400", " ;400" },
        { PabulibProblems.ProjectTwice, 12, "lamp;600.25", "bench;600.25" },
        { PabulibProblems.UnreadableNumber, 11, ";Nord;1;", ";Nord;yes;" },
        { PabulibProblems.UnreadablePlace, 11, "43.6;", "43,6;" },
        { PabulibProblems.UnreadablePlace, 11, "43.6;", "NaN;" },
        { PabulibProblems.HalfAPlace, 11, "43.6;", ";" },
        { PabulibProblems.HalfAPlace, 11, ";1.44", ";" },
        { PabulibProblems.PlaceOutOfRange, 11, "43.6;", "90.01;" },
        { PabulibProblems.PlaceOutOfRange, 11, ";1.44", ";-180.5" },
        { PabulibProblems.EmptyChoice, 16, "1;bench,lamp", "1;bench,,lamp" },
        { PabulibProblems.EmptyChoice, 16, "1;bench,lamp", "1;bench," },
        { PabulibProblems.UnknownProject, 16, "1;bench,lamp", "1;bench,tree" },
        { PabulibProblems.MoreThanOneChoice, 16, "approval", "choose-1" },
        { PabulibProblems.MissingColumn, 15, "approval", "cumulative" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void A_fault_is_named_with_its_line(string code, int line, string found, string put)
    {
        Assert.Contains(found, Sound, StringComparison.Ordinal);
        var at = Sound.IndexOf(found, StringComparison.Ordinal);

        AssertFault(code, line, Sound[..at] + put + Sound[(at + found.Length)..]);
    }

    [Theory]
    [InlineData(PabulibProblems.WrongPointsCount, ";3,1", ";3")]
    [InlineData(PabulibProblems.WrongPointsCount, ";3,1", ";")]
    [InlineData(PabulibProblems.ChoiceTwice, "bench,lamp;3,1", "bench,bench;3,1")]
    [InlineData(PabulibProblems.UnreadablePoints, ";3,1", ";3,-1")]
    [InlineData(PabulibProblems.UnreadablePoints, ";3,1", ";3,0.5")]
    [InlineData(PabulibProblems.UnreadablePoints, ";3,1", ";3,")]
    [InlineData(PabulibProblems.UnreadablePoints, ";3,1", ";3,99999999999")]
    public void A_fault_in_points_is_named_with_its_line(string code, string found, string put) =>
        AssertFault(code, 16, PabulibFileTests.WithPoints("cumulative").Replace(found, put, StringComparison.Ordinal));

    [Fact]
    public void Bytes_that_are_no_text_are_found_where_they_stand()
    {
        var bytes = Encoding.UTF8.GetBytes(Sound);
        bytes[Encoding.UTF8.GetByteCount(Sound[..Sound.IndexOf("Une mare", StringComparison.Ordinal)])] = 0xE9;

        AssertFault(PabulibProblems.NotUtf8, 13, bytes);
    }

    [Fact]
    public void A_letter_cut_in_two_by_a_semicolon_is_no_text() =>
        AssertFault(PabulibProblems.NotUtf8, 1, [0xC3, (byte)';', 0xA9]);

    [Fact]
    public void An_election_needs_a_project()
    {
        var projects = Sound.IndexOf("bench;", StringComparison.Ordinal);
        var votes = Sound.IndexOf("VOTES", StringComparison.Ordinal);

        AssertFault(PabulibProblems.NoProject, 11, (Sound[..projects] + Sound[votes..]).Replace("num_projects;3", "num_projects;0", StringComparison.Ordinal));
    }

    [Fact]
    public void Absurdly_many_projects_are_refused_before_they_fill_the_memory()
    {
        var lines = string.Concat(Enumerable.Range(0, PabulibFile.MostProjects).Select(i => $"{i};1;0;;;;;;;\n"));

        AssertFault(PabulibProblems.TooManyProjects, 10_011, Sound.Replace("bench;400", lines + "bench;400", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_tested_here()
    {
        var byThemselves = new[]
        {
            PabulibProblems.NotUtf8, PabulibProblems.NoProject, PabulibProblems.TooManyProjects,
            PabulibProblems.WrongPointsCount, PabulibProblems.UnreadablePoints, PabulibProblems.ChoiceTwice,
        };

        Assert.Equal(Codes.Order(), Faults.Select(fault => fault.Data.Item1).Concat(byThemselves).Distinct().Order());
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Every_problem_has_a_sentence_with_its_line(string language)
    {
        var sentences = Sentences(language);

        Assert.Equal(Codes.Order(), sentences.Keys.Order());
        Assert.All(sentences.Values, sentence => Assert.Contains("{line}", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Both_languages_name_the_same_things()
    {
        var french = Sentences("fr");

        Assert.All(Sentences("en"), sentence => Assert.Equal(Names(sentence.Value), Names(french[sentence.Key])));
    }

    [Fact]
    public void A_strange_text_is_shown_short_and_without_what_moves_a_cursor()
    {
        var problem = Assert.Throws<PabulibException>(() => ReadWhole(Sound.Replace("3;pond", $"3;\u009b2J{new string('x', 500)}", StringComparison.Ordinal)));

        Assert.StartsWith("Line 18: the vote names project \uFFFD2Jxxx", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Message.Length < 200);
    }

    private static void AssertFault(string code, int line, string text) => AssertFault(code, line, Encoding.UTF8.GetBytes(text));

    private static void AssertFault(string code, int line, byte[] bytes)
    {
        var problem = Assert.Throws<PabulibException>(() => ReadWhole(bytes));

        Assert.Equal((code, line), (problem.Code, problem.Line));
        Assert.StartsWith($"Line {line}: ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch(Placeholder(), problem.Message);
        Assert.Equal(Names(Sentences("fr")[code]), problem.Arguments.Keys.Order());
    }

    private static IEnumerable<string> Names(string sentence) =>
        Placeholder().Matches(sentence).Select(match => match.Groups[1].Value).Distinct().Order();

    private static Dictionary<string, string> Sentences(string language)
    {
        using var file = Assembly.GetAssembly(typeof(PabulibProblems))!.GetManifestResourceStream($"Participation.Texts.{language}/pabulib.json");

        return JsonSerializer.Deserialize<Dictionary<string, string>>(file!)!;
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Placeholder();
}
