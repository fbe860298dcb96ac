using Participation.Texts;

namespace Participation.Moderation;

/// <summary>
/// Why something was hidden, as everyone may read it: a rule of the charter, named by its code so that each reader has
/// it in their language, and a moderator's own words where those are needed.
/// </summary>
public sealed record PublicReason(ReportReason Rule, string? Words = null)
{
    /// <summary>As it is kept: <c>insult</c>, or <c>insult: their words</c>.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public string Kept()
    {
        RefusedException.ThrowIf(WhyNot());

        return string.IsNullOrWhiteSpace(Words) ? CodeOf(Rule) : $"{CodeOf(Rule)}: {Words.Trim()}";
    }

    public Refusal? WhyNot() =>
        !Enum.IsDefined(Rule) ? ModerationRefusals.NoSuchReason
        : Rule == ReportReason.Other && string.IsNullOrWhiteSpace(Words) ? ModerationRefusals.WordsMissing
        : Words?.Trim().Length > Report.WordsMaxLength ? ModerationRefusals.WordsTooMany
        : null;

    /// <param name="kept">As <see cref="Kept"/> wrote it. Anything else is told as it stands.</param>
    /// <param name="language">The reader's.</param>
    public static string Say(string? kept, Language language)
    {
        if (kept is null)
        {
            return "";
        }

        var (code, words) = kept.Split(": ", 2) is [var before, var after] ? (before, after) : (kept, null);
        if (!Enum.GetValues<ReportReason>().Any(rule => CodeOf(rule) == code))
        {
            return kept;
        }

        return words is null ? language.Say(KeyOf(code))
            : code == CodeOf(ReportReason.Other) ? words
            : language.Say("moderation.reason_and_words", ("reason", language.Say(KeyOf(code))), ("words", words));
    }

    /// <summary>The name of the rule's text.</summary>
    public static string KeyOf(ReportReason rule) => KeyOf(CodeOf(rule));

    private static string KeyOf(string code) => $"moderation.reasons.{code}";

    private static string CodeOf(ReportReason rule) => rule.ToString().ToLowerInvariant();
}
