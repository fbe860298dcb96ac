using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Budgets;
using Participation.Database;
using Participation.People;

namespace Participation.Board;

internal sealed class BoardMapping
    : IEntityTypeConfiguration<BudgetBoard>, IEntityTypeConfiguration<LoggedLeaf>, IEntityTypeConfiguration<KeptHead>,
        IEntityTypeConfiguration<GivenPermit>, IEntityTypeConfiguration<SpentPermit>
{
    public void Configure(EntityTypeBuilder<BudgetBoard> board)
    {
        board.ToTable("boards");
        board.HasKey(b => b.BudgetId);
        board.HasOne<Budget>().WithOne().HasForeignKey<BudgetBoard>(b => b.BudgetId);
    }

    public void Configure(EntityTypeBuilder<LoggedLeaf> leaf)
    {
        leaf.ToTable("leaves", t =>
        {
            // Kept by triggers, which EF cannot describe: the migration makes them.
            t.HasRefusal("a_log_only_grows", BoardRefusals.LogBroken);
            t.HasRefusal("nothing_follows_the_close", BudgetRefusals.BoxSealed);
            t.HasRefusal("an_online_ballot_comes_before_the_end", BudgetRefusals.BoxSealed);
        });
        leaf.HasKey(l => new { l.BudgetId, l.Index }).HasName("one_leaf_per_place");
        leaf.HasIndex(l => new { l.BudgetId, l.Commitment }).IsUnique().HasDatabaseName("one_leaf_per_ballot").RefusedAs(BudgetRefusals.AlreadyVoted);
        leaf.HasIndex(l => new { l.BudgetId, l.Lock }).IsUnique().HasDatabaseName("one_lock_per_ballot").RefusedAs(BudgetRefusals.AlreadyVoted);
        leaf.HasIndex(l => new { l.BudgetId, l.Falls }).IsUnique().HasDatabaseName("a_ballot_falls_once").RefusedAs(BoardRefusals.ReceiptSpent);
        leaf.HasOne<BudgetBoard>().WithMany().HasForeignKey(l => l.BudgetId);
    }

    public void Configure(EntityTypeBuilder<KeptHead> head)
    {
        head.ToTable("heads");
        head.HasKey(h => new { h.BudgetId, h.Size });
        head.HasOne<BudgetBoard>().WithMany().HasForeignKey(h => h.BudgetId);
    }

    public void Configure(EntityTypeBuilder<GivenPermit> permit)
    {
        permit.ToTable("permits");
        permit.HasKey(p => new { p.BudgetId, p.PersonId }).HasName("one_permit_per_person");
        permit.HasOne<Budget>().WithMany().HasForeignKey(p => p.BudgetId);
        permit.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId);
    }

    public void Configure(EntityTypeBuilder<SpentPermit> permit)
    {
        permit.ToTable("spent_permits");
        permit.HasKey(p => new { p.BudgetId, p.Id }).HasName("one_ballot_per_permit").RefusedAs(BudgetRefusals.PermitSpent);
        permit.HasOne<Budget>().WithMany().HasForeignKey(p => p.BudgetId);
    }
}
