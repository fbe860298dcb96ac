using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Budgets.Counter;

/// <summary>Makes the device at the counter forget whoever was there.</summary>
internal static class CounterLook
{
    /// <summary>After how many seconds without a press the receipt gives way to the next voter.</summary>
    public const int ReceiptSeconds = 180;

    /// <summary>After how many seconds without a press a ballot that was begun is given up.</summary>
    public const int BallotSeconds = 1200;

    /// <summary>The language and the look that were chosen, and whatever the browser keeps besides.</summary>
    public static void Forget(HttpResponse response)
    {
        foreach (var cookie in new[] { Words.Cookie, Themes.ThemeCookie, Themes.SchemeCookie })
        {
            response.Cookies.Delete(cookie);
        }

        response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }
}
