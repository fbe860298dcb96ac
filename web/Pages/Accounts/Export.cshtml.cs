using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>All that the town knows of a person, for them to keep or take elsewhere; GDPR articles 15 and 20.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class ExportModel(UserManager<Account> accounts, CurrentPerson me, ParticipationDb db) : AccountPage(accounts, me)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var everything = new
        {
            Person = new { Person.Id, Person.Name, Person.Title, Person.Language, Person.DistrictId, Person.Role, Person.Mail, Person.JoinedAt, Person.VerifiedAt },
            Account = new { Account.Email, Account.PasswordChangedAt, Account.TwoFactorEnabled },
            Proposals = await db.Proposals.Where(p => p.AuthorId == Person.Id).OrderBy(p => p.CreatedAt)
                .Select(p => new { p.Number, p.State, p.Title, p.Body, p.Address, p.CreatedAt, p.PublishedAt }).ToListAsync(stop),
            Comments = await db.Comments.Where(c => c.AuthorId == Person.Id).OrderBy(c => c.WrittenAt)
                .Select(c => new { c.Id, c.TopicId, c.Body, c.WrittenAt, c.EditedAt }).ToListAsync(stop),
            Supports = await db.Supports.Where(s => s.PersonId == Person.Id).OrderBy(s => s.GivenAt)
                .Select(s => new { s.ProposalId, s.GivenAt }).ToListAsync(stop),
            Votes = await db.Roll.Where(e => e.PersonId == Person.Id).OrderBy(e => e.BudgetId)
                .Select(e => new { e.BudgetId, e.Channel }).ToListAsync(stop),
            Letters = await db.Letters.Where(l => l.PersonId == Person.Id).OrderBy(l => l.WrittenAt)
                .Select(l => new { l.Subject, l.WrittenAt, l.SentAt }).ToListAsync(stop),
        };

        return File(JsonSerializer.SerializeToUtf8Bytes(everything, Readable), "application/json", "participation.json");
    }
}
