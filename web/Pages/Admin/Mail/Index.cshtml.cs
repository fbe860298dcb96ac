using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Mail;
using Participation.Web.Accounts;

namespace Participation.Web.Pages.Admin.Mail;

/// <summary>The letters the town wrote, newest first; each page begins after the last letter of the one before.</summary>
[Authorize(Policy = Policies.Council)]
public class IndexModel(ParticipationDb db, IOptions<MailOptions> mail) : PageModel
{
    private const int PageSize = 20;

    public IReadOnlyList<Letter> Letters { get; private set; } = [];

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public Guid? Next { get; private set; }

    public bool HasServer => mail.Value.IsConfigured;

    /// <param name="after">The last letter of the page before. Ids rise with time.</param>
    public async Task OnGetAsync(Guid? after)
    {
        var letters = await db.Letters.AsNoTracking()
            .Where(l => after == null || l.Id < after)
            .OrderByDescending(l => l.Id)
            .Take(PageSize + 1)
            .ToListAsync();
        Letters = [.. letters.Take(PageSize)];
        Next = letters.Count > PageSize ? Letters[^1].Id : null;
    }

    /// <summary>A letter that opens an account is its reader's alone, unless it can reach them through this page only.</summary>
    public bool CanRead(Letter letter) => letter.Body.Length > 0 && (!letter.IsPrivate || !HasServer);

    public string State(Letter letter) => letter.SentAt is not null ? "sent"
        : letter.NextTryAt is null ? "failed"
        : HasServer ? "waiting"
        : "kept";
}
