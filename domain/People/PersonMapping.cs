using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Places;

namespace Participation.People;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("people");
        person.Property(p => p.Name).HasMaxLength(Person.NameMaxLength);
        person.HasOne<District>().WithMany().HasForeignKey(p => p.DistrictId);
        person.HasIndex(p => p.DistrictId);
    }
}
