using System.Globalization;
using Microsoft.Extensions.Options;
using Participation.Texts;

namespace Participation.Web.Foundation;

/// <summary>The language of this request: texts, dates in the town's time, amounts.</summary>
public sealed class Words(IHttpContextAccessor http, IOptions<TownOptions> town, TimeProvider clock)
{
    public const string Cookie = "language";

    private readonly TimeZoneInfo _zone = town.Value.Zone;

    /// <summary>What the visitor chose, else what the browser asks for, else French.</summary>
    public Language Language => field ??= Language.Of(CodeFor(http.HttpContext));

    public string Code => Language.Code;

    public CultureInfo Culture => Language.Culture;

    public string this[string key] => Language.Say(key);

    /// <summary>The text, or <paramref name="other"/> where there is none: for names that a program may add at any time.</summary>
    public string Or(string key, string other) => Language.Has(key) ? Language.Say(key) : other;

    public string With(string key, params ReadOnlySpan<(string Name, string Value)> with) => Language.Say(key, with);

    public string Count(string key, long count, params ReadOnlySpan<(string Name, string Value)> with) => Language.Say(key, count, with);

    public string In(LocalizedText text) => text.In(Code);

    public string Number(long number) => Language.Number(number);

    /// <summary>12 500 € ; cents only where there are any.</summary>
    public string Money(Money money) => Language.Amount(money);

    /// <summary>Near nothing and near all with a decimal: 607 of 610 are not 100 %.</summary>
    public string Percent(double share) => share.ToString(share is (> 0 and < 0.1) or (> 0.99 and < 1) ? "P1" : "P0", Culture);

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    /// <summary>mardi 3 mars 2026 à 18 h</summary>
    public string When(DateTimeOffset at) => With("dates.when", ("day", Day(at)), ("time", Time(at)));

    /// <summary>mardi 3 mars 2026</summary>
    public string Day(DateTimeOffset at)
    {
        var local = Local(at);
        return Code == "fr"
            ? local.ToString(local.Day == 1 ? "dddd '1er' MMMM yyyy" : "dddd d MMMM yyyy", Culture)
            : local.ToString("dddd d MMMM yyyy", Culture);
    }

    /// <summary>3 mars 2026</summary>
    public string ShortDay(DateTimeOffset at)
    {
        var local = Local(at);
        return Code == "fr" && local.Day == 1 ? local.ToString("'1er' MMMM yyyy", Culture) : local.ToString("d MMMM yyyy", Culture);
    }

    /// <summary>18 h, 18 h 30; 6 pm, 6:30 pm</summary>
    public string Time(DateTimeOffset at)
    {
        var local = Local(at);
        return Code == "fr"
            ? local.Minute == 0 ? $"{local.Hour}\u00a0h" : $"{local.Hour}\u00a0h\u00a0{local.Minute:00}"
            : local.ToString(local.Minute == 0 ? "h tt" : "h:mm tt", Culture).ToLowerInvariant();
    }

    /// <summary>il y a 3 heures; dans 2 jours</summary>
    public string Ago(DateTimeOffset at)
    {
        var span = clock.GetUtcNow() - at;
        var (key, past) = span < TimeSpan.Zero ? ("dates.in", -span) : ("dates.ago", span);
        return past.TotalMinutes < 1 ? this["dates.now"]
            : past.TotalHours < 1 ? Count($"{key}_minutes", (long)past.TotalMinutes)
            : past.TotalDays < 1 ? Count($"{key}_hours", (long)past.TotalHours)
            : past.TotalDays < 31 ? Count($"{key}_days", (long)past.TotalDays)
            : ShortDay(at);
    }

    /// <summary>encore 12 jours; moins d’une heure</summary>
    public string Left(DateTimeOffset until)
    {
        var left = until - clock.GetUtcNow();
        return left.TotalHours < 1 ? this["dates.left_little"]
            : left.TotalDays < 2 ? Count("dates.left_hours", (long)left.TotalHours)
            : Count("dates.left_days", (long)left.TotalDays);
    }

    /// <summary>Why the rules say no, as a person reads it.</summary>
    public string Why(Refusal refusal)
    {
        var text = this[$"refusals.{refusal.Code}"];
        if (refusal.At is { } at)
        {
            text = text.Replace("{at}", When(at), StringComparison.Ordinal);
        }

        if (refusal.Count is { } count)
        {
            text = text.Replace("{count}", Number(count), StringComparison.Ordinal);
        }

        return refusal.Amount is { } amount ? text.Replace("{amount}", Money(amount), StringComparison.Ordinal) : text;
    }

    internal static string CodeFor(HttpContext? context)
    {
        if (context is null)
        {
            return Language.Codes[0];
        }

        if (context.Request.Cookies[Cookie] is { } chosen && Language.Codes.Contains(chosen))
        {
            return chosen;
        }

        foreach (var asked in context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            var code = asked.Value.Value?.Split('-')[0].ToLowerInvariant();
            if (code is not null && Language.Codes.Contains(code))
            {
                return code;
            }
        }

        return Language.Codes[0];
    }
}
