using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Database;
using Participation.Places;

namespace Participation.People;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("people", t =>
        {
            // Kept by a trigger, which EF cannot describe: the migration makes it.
            t.HasRefusal("the_council_is_never_empty", PersonRefusals.LastOfCouncil);
        });
        person.Property(p => p.Name).HasMaxLength(Person.NameMaxLength);
        person.HasOne<District>().WithMany().HasForeignKey(p => p.DistrictId);
        person.HasIndex(p => p.DistrictId);
    }
}
