using Participation.Moderation;
using Participation.People;
using Participation.Texts;
using Xunit;

namespace Participation.Domain.Tests.Moderation;

public class ReportTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly Person _person = new("Bo", Now);

    [Fact]
    public void Nobody_reports_their_own_words() => Assert.Equal(ModerationRefusals.OwnWords, Report.WhyNot(_person.Id, _person));

    [Fact]
    public void Another_reason_needs_words_and_no_reason_takes_many()
    {
        Refused(ModerationRefusals.WordsMissing, ReportReason.Other, " ");
        Refused(ModerationRefusals.WordsTooMany, ReportReason.Insult, new string('x', Report.WordsMaxLength + 1));
        Refused(ModerationRefusals.NoSuchReason, (ReportReason)99, null);

        Assert.Null(Of(ReportReason.Insult, " ").Words);
        Assert.Equal("Voilà", Of(ReportReason.Other, " Voilà ").Words);
    }

    [Fact]
    public void A_report_is_settled_once_and_by_a_moderator()
    {
        var (one, two) = (new Person("Mo", Now), new Person("Cléo", Now));
        one.Appoint(Role.Moderator, null, Now);
        two.Appoint(Role.Council, null, Now);
        var report = Of(ReportReason.Insult, null);

        Assert.Equal(PersonRefusals.ModeratorsOnly, Assert.Throws<RefusedException>(() => report.Settle(_person, Now)).Refusal);
        report.Settle(one, Now);
        report.Settle(two, Now.AddDays(1));

        Assert.Equal((Now, one.Id), (report.SettledAt, report.SettledById));
    }

    [Theory]
    [InlineData(ReportReason.Insult, null, "Propos blessants ou insultants", "Hurtful or insulting words")]
    [InlineData(ReportReason.Insult, "le 2e mot", "Propos blessants ou insultants : le 2e mot", "Hurtful or insulting words: le 2e mot")]
    [InlineData(ReportReason.Other, "Doublon : voir plus haut", "Doublon : voir plus haut", "Doublon : voir plus haut")]
    public void A_public_reason_is_read_in_the_readers_language(ReportReason rule, string? words, string french, string english)
    {
        var kept = new PublicReason(rule, words).Kept();

        Assert.Equal(french, PublicReason.Say(kept, Language.Of("fr")).Replace('\u00a0', ' '));
        Assert.Equal(english, PublicReason.Say(kept, Language.Of("en")));
    }

    [Fact]
    public void A_reason_given_in_free_words_is_told_as_it_stands() =>
        Assert.Equal("Publicité: un magasin", PublicReason.Say("Publicité: un magasin", Language.Of("fr")));

    private static Report Of(ReportReason reason, string? words) => new(ReportedKind.Comment, Guid.NewGuid(), Guid.NewGuid(), new Person("Bo", Now), reason, words, Now);

    private static void Refused(Refusal refusal, ReportReason reason, string? words) =>
        Assert.Equal(refusal, Assert.Throws<RefusedException>(() => Of(reason, words)).Refusal);
}
