using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Participation.Database;

namespace Participation.Web.Accounts;

/// <summary>
/// Accounts, in a schema of their own. In a request it speaks over the connection of <see cref="ParticipationDb"/>, so
/// that a person and their account are saved together or not at all.
/// </summary>
public class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    public const string Schema = "accounts";

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Does the work on both databases in one transaction.</summary>
    /// <param name="town">The other one, of the same request.</param>
    /// <param name="work">Saves as it goes, and answers whether what it saved shall stay.</param>
    public async Task<bool> TogetherWithAsync(ParticipationDb town, Func<Task<bool>> work)
    {
        await using var transaction = await town.Database.BeginTransactionAsync();
        await Database.UseTransactionAsync(transaction.GetDbTransaction());
        try
        {
            var stays = await work();
            if (stays)
            {
                await transaction.CommitAsync();
            }

            return stays;
        }
        finally
        {
            await Database.UseTransactionAsync(null);
        }
    }

    // What the base class maps and we have no use for is left out below; that is not worth a warning at every start.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ConfigureWarnings(warnings =>
        warnings.Ignore(CoreEventId.MappedEntityTypeIgnoredWarning, CoreEventId.MappedPropertyIgnoredWarning));

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);
        builder.Ignore<IdentityUserClaim<Guid>>();
        builder.Ignore<IdentityUserLogin<Guid>>();
        builder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Ignore(a => a.PhoneNumber);
            account.Ignore(a => a.PhoneNumberConfirmed);
            account.Property(a => a.UserName).IsRequired();
            account.Property(a => a.NormalizedUserName).IsRequired();
            account.Property(a => a.Email).IsRequired();
            account.Property(a => a.NormalizedEmail).IsRequired();
            account.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName("one_account_per_name");
            account.HasIndex(a => a.NormalizedEmail).IsUnique().HasDatabaseName("one_account_per_address");
            account.HasMany<IdentityUserPasskey<Guid>>().WithOne().HasForeignKey(p => p.UserId).IsRequired();
        });
        // Said in full, for the base class maps passkeys only when the application's options say so.
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("passkeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.Navigation(p => p.Data).IsRequired();
        });
        builder.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("tokens");
            token.Property(t => t.LoginProvider).HasMaxLength(128);
            token.Property(t => t.Name).HasMaxLength(128);
        });
        builder.Entity<DataProtectionKey>(key => key.ToTable("keys"));
        builder.UseSnakeCaseNames();
    }
}
