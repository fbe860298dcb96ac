using Microsoft.EntityFrameworkCore;
using Npgsql;
using Participation.Board;
using Participation.Budgets;
using Participation.Commissions;
using Participation.Discussion;
using Participation.Files;
using Participation.Journal;
using Participation.Mail;
using Participation.Moderation;
using Participation.People;
using Participation.Places;
using Participation.Polling;
using Participation.Proposals;
using Participation.Spaces;

namespace Participation.Database;

public class ParticipationDb(DbContextOptions<ParticipationDb> options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();
    public DbSet<District> Districts => Set<District>();
    public DbSet<Space> Spaces => Set<Space>();
    public DbSet<Phase> Phases => Set<Phase>();
    public DbSet<PhaseAnnouncement> PhaseAnnouncements => Set<PhaseAnnouncement>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<Support> Supports => Set<Support>();
    public DbSet<Topic> Topics => Set<Topic>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Debate> Debates => Set<Debate>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<Budget> Budgets => Set<Budget>();
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Ballot> Ballots => Set<Ballot>();
    public DbSet<RollEntry> Roll => Set<RollEntry>();
    public DbSet<PaperBatch> PaperBatches => Set<PaperBatch>();
    public DbSet<PaperVoter> PaperVoters => Set<PaperVoter>();
    public DbSet<CounterCode> CounterCodes => Set<CounterCode>();
    public DbSet<BudgetBoard> Boards => Set<BudgetBoard>();
    public DbSet<LoggedLeaf> Leaves => Set<LoggedLeaf>();
    public DbSet<KeptHead> Heads => Set<KeptHead>();
    public DbSet<SpentPermit> SpentPermits => Set<SpentPermit>();
    public DbSet<Commission> Commissions => Set<Commission>();
    public DbSet<SealedVoter> Envelopes => Set<SealedVoter>();
    public DbSet<Sighting> Sightings => Set<Sighting>();
    public DbSet<VoidOrder> VoidOrders => Set<VoidOrder>();
    public DbSet<Result> Results => Set<Result>();
    public DbSet<ProjectResult> ProjectResults => Set<ProjectResult>();
    public DbSet<StoredFile> Files => Set<StoredFile>();
    public DbSet<Letter> Letters => Set<Letter>();
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();
    public DbSet<JournalReader> JournalReaders => Set<JournalReader>();

    /// <summary>
    /// Saves the changes and, in the same transaction, what they mean for the journal.
    /// </summary>
    /// <exception cref="RefusedException">
    /// A database constraint said no where two requests raced past the same rule.
    /// </exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<Recorded>().ToList())
        {
            Journal.AddRange(entry.Entity.TakeEntries());
            if (entry.State == EntityState.Modified)
            {
                entry.Entity.RaiseVersion();
            }
        }

        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateConcurrencyException e)
        {
            throw new RefusedException(PersonRefusals.ChangedMeanwhile, e);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException said && Model.RefusalFor(said.ConstraintName) is { } refusal)
        {
            throw new RefusedException(refusal, e);
        }
        // What is checked at the end of a transaction is refused then, not with the row that is at fault.
        catch (PostgresException e) when (Model.RefusalFor(e.ConstraintName) is { } refusal)
        {
            throw new RefusedException(refusal, e);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UseLocalizedTexts();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ParticipationDb).Assembly);
        modelBuilder.HasDbFunction(() => PlainText.Of("")).HasName("plain");
        modelBuilder.UseSnakeCaseNames();
        modelBuilder.UseVersions();
    }
}
