using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Participation.Web.Pages.Errors;

/// <summary>Says what went wrong, in words, whatever method was asked for.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class ErrorModel : PageModel
{
    [FromRoute]
    public int Status { get; set; }

    /// <summary>The number under which the log knows this request.</summary>
    public string Trace => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <summary>The name of the texts under <c>layout</c>.</summary>
    public string Kind => Status switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "not_found",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status429TooManyRequests => "too_many",
        >= 400 and < 500 => "expired",
        _ => "broken",
    };

    public void OnGet() => Response.StatusCode = Status;

    public void OnPost() => Response.StatusCode = Status;
}
