using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Budgets;
using Participation.Database;
using Participation.People;

namespace Participation.Commissions;

internal sealed class CommissionMapping
    : IEntityTypeConfiguration<Commission>, IEntityTypeConfiguration<Commissioner>, IEntityTypeConfiguration<SealedVoter>, IEntityTypeConfiguration<Sighting>, IEntityTypeConfiguration<VoidOrder>
{
    public void Configure(EntityTypeBuilder<Commission> commission)
    {
        commission.ToTable("commissions", t =>
        {
            t.HasCheckConstraint("a_review_ended_for_others_says_why", "reviewed_at is not null or (end_reason = '{}' and dropped = 0)");
            // Kept by a trigger, which EF cannot describe: the migration makes it.
            t.HasRefusal("a_review_ends_with_nothing_ordered", PersonRefusals.ChangedMeanwhile);
        });
        commission.HasKey(c => c.BudgetId);
        commission.Ignore(c => c.Members);
        commission.Ignore(c => c.Ready);
        commission.Ignore(c => c.Holders);
        commission.HasOne<Budget>().WithOne().HasForeignKey<Commission>(c => c.BudgetId);
        commission.HasMany<Commissioner>("_members").WithOne().HasForeignKey(m => m.BudgetId);
        commission.Navigation("_members").AutoInclude();
        commission.HasOne<Person>().WithMany().HasForeignKey(c => c.ReviewedById);
    }

    public void Configure(EntityTypeBuilder<Commissioner> member)
    {
        member.ToTable("commissioners", t => t.HasCheckConstraint("keys_come_together", "num_nonnulls(sign_key, seal_key, kept) in (0, 3)"));
        member.HasKey(m => new { m.BudgetId, m.PersonId }).HasName("one_seat_per_commissioner").RefusedAs(CommissionRefusals.HasASeat);
        member.HasIndex(m => new { m.BudgetId, m.Seat }).IsUnique().HasDatabaseName("one_commissioner_per_seat").RefusedAs(PersonRefusals.ChangedMeanwhile);
        member.HasIndex(m => new { m.BudgetId, m.Name }).IsUnique().HasDatabaseName("one_commissioner_per_name").RefusedAs(PersonRefusals.ChangedMeanwhile);
        member.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
    }

    public void Configure(EntityTypeBuilder<SealedVoter> envelope)
    {
        envelope.ToTable("envelopes");
        envelope.HasKey(e => new { e.BudgetId, e.PersonId }).HasName("one_envelope_per_voter");
        envelope.HasOne<Budget>().WithMany().HasForeignKey(e => e.BudgetId);
        envelope.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId);
    }

    public void Configure(EntityTypeBuilder<Sighting> sighting)
    {
        sighting.ToTable("sightings");
        sighting.HasKey(s => new { s.BudgetId, s.PersonId });
        sighting.HasOne<Budget>().WithMany().HasForeignKey(s => s.BudgetId);
        sighting.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
    }

    public void Configure(EntityTypeBuilder<VoidOrder> order)
    {
        order.ToTable("void_orders", t =>
        {
            t.HasCheckConstraint("an_order_names_what_to_void", "num_nonnulls(person_id, batch) = 1");
            t.HasRefusal("nothing_is_ordered_out_after_the_review", CommissionRefusals.NothingToReview);
        });
        order.HasIndex(o => new { o.BudgetId, o.PersonId }).IsUnique().HasDatabaseName("one_order_per_voter").RefusedAs(CommissionRefusals.OrderedAlready);
        order.HasIndex(o => new { o.BudgetId, o.Batch }).IsUnique().HasDatabaseName("one_order_per_batch").RefusedAs(CommissionRefusals.OrderedAlready);
        order.HasOne<Commission>().WithMany().HasForeignKey(o => o.BudgetId);
        order.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId);
        order.HasOne<Person>().WithMany().HasForeignKey(o => o.AskedById);
        order.HasOne<Person>().WithMany().HasForeignKey(o => o.SignedById);
    }
}
