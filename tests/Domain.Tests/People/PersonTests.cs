using Participation.People;
using Xunit;

namespace Participation.Domain.Tests.People;

public class PersonTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Person _resident = new("Ama", Now);

    [Fact]
    public void The_council_gives_a_role_and_its_name_is_kept_with_it()
    {
        var council = Of(Role.Council);

        _resident.AppointAs(council, Role.Moderator, Now);

        Assert.True(_resident.IsModerator);
        Assert.Contains(new PersonAppointed(_resident.Id, Role.Moderator, council.Id), _resident.UnsavedFacts);
    }

    [Theory]
    [InlineData(Role.Resident)]
    [InlineData(Role.Moderator)]
    public void Nobody_but_the_council_gives_roles_or_certifies_residence(Role role)
    {
        var someone = Of(role);

        Assert.Equal(PersonRefusals.CouncilOnly, _resident.WhyNotAppoint(someone));
        Assert.Equal(PersonRefusals.CouncilOnly, _resident.WhyNotVerify(someone));
        Assert.Throws<RefusedException>(() => _resident.AppointAs(someone, Role.Council, Now));
    }

    [Fact]
    public void Nobody_changes_their_own_role()
    {
        var council = Of(Role.Council);

        Assert.Equal(PersonRefusals.OwnRole, council.WhyNotAppoint(council));
        Assert.Equal(PersonRefusals.CouncilOnly, _resident.WhyNotAppoint(_resident));
    }

    [Fact]
    public void A_deleted_account_takes_no_role()
    {
        _resident.Delete(Now);

        Assert.Equal(PersonRefusals.Deleted, _resident.WhyNotAppoint(Of(Role.Council)));
    }

    [Fact]
    public void Residence_is_verified_once_and_the_first_time_stays()
    {
        _resident.Verify(Now);
        _resident.Verify(Now.AddDays(1), Guid.CreateVersion7());

        Assert.Equal(Now, _resident.VerifiedAt);
        Assert.Single(_resident.UnsavedFacts.OfType<PersonVerified>());
    }

    private static Person Of(Role role)
    {
        var person = new Person("Bo", Now);
        person.Appoint(role, null, Now);
        return person;
    }
}
