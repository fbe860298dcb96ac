using Microsoft.AspNetCore.Mvc;
using Participation.Jobs.Engine;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Admin.Jobs;

/// <summary>Gives an order that failed for good once more.</summary>
public class RetryModel(IJobEngine engine, Words words) : AdminPage(words)
{
    [BindProperty]
    public string? Id { get; set; }

    public IActionResult OnGet() => LocalRedirect("/admin/jobs");

    public async Task<IActionResult> OnPostAsync() =>
        Id is { Length: > 0 } id && await engine.RetryAsync(id, HttpContext.RequestAborted)
            ? Done("/admin/jobs", "admin.jobs.retried")
            : NotFound();
}
