using Microsoft.AspNetCore.Mvc;
using Participation.Jobs.Engine;
using Participation.Web.Foundation;
using Participation.Web.Look;

namespace Participation.Web.Pages.Admin.Jobs;

/// <summary>What the town's clock is about to do, did, and failed to do.</summary>
public class IndexModel(IJobEngine engine, Words words) : AdminPage(words)
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public RunState State { get; set; }

    /// <summary>The page, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "n")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<Run> Runs { get; private set; } = [];
    public int Total { get; private set; }
    public Pager Pager { get; private set; } = new(null, null);

    public async Task OnGetAsync()
    {
        State = Enum.IsDefined(State) ? State : RunState.Scheduled;
        PageNumber = Math.Clamp(PageNumber, 1, 1_000);
        var page = await engine.ListAsync(State, (PageNumber - 1) * PageSize, PageSize, HttpContext.RequestAborted);
        (Runs, Total) = (page.Runs, page.Total);
        Pager = new Pager(
            PageNumber > 1 ? Address(PageNumber - 1) : null,
            page.Total > PageNumber * PageSize ? Address(PageNumber + 1) : null);
    }

    private string Address(int page) => $"/admin/jobs?state={State}&n={page}";
}
