using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Domain.People;

/// <summary>What groups of the identity provider give and take away.</summary>
public sealed class TakingDutiesFromGroups
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Person _mei = new() { Id = PersonId.New(Noon), Name = "Mei", CreatedAt = Noon };

    [Fact]
    public void Gives_a_duty_with_the_group_and_since_when()
    {
        Assert.True(_mei.TakeFromGroups(Groups((Duty.Operator, "ops")), Noon));
        var grant = Assert.Single(_mei.Duties);
        Assert.Equal((Duty.Operator, "ops", "Group ops", Noon, null), (grant.Duty, grant.Group, grant.GrantedBy, grant.GrantedAt, grant.GrantedByPerson));
        Assert.False(_mei.TakeFromGroups(Groups((Duty.Operator, "ops")), Noon.AddDays(1)));
        Assert.Equal(Noon, Assert.Single(_mei.Duties).GrantedAt);
    }

    [Fact]
    public void Takes_it_away_with_the_group_and_begins_anew_when_it_comes_back()
    {
        _mei.TakeFromGroups(Groups((Duty.Operator, "ops")), Noon);
        Assert.True(_mei.TakeFromGroups(Groups(), Noon.AddHours(1)));
        Assert.Empty(_mei.Duties);
        _mei.TakeFromGroups(Groups((Duty.Operator, "ops")), Noon.AddHours(2));
        Assert.Equal(Noon.AddHours(2), Assert.Single(_mei.Duties).GrantedAt);
    }

    [Fact]
    public void Leaves_alone_what_a_person_granted_also_where_a_group_gives_it_too()
    {
        var ada = new Actor(PersonId.New(Noon), "Ada", "", Permissions.All, "");
        _mei.Grant(Duty.Operator, ada, Noon);
        Assert.False(_mei.TakeFromGroups(Groups((Duty.Operator, "ops")), Noon.AddDays(1)));
        Assert.False(_mei.TakeFromGroups(Groups(), Noon.AddDays(2)));
        Assert.Equal(("Ada", ada.Person), (_mei.Duties.Single().GrantedBy, _mei.Duties.Single().GrantedByPerson));
    }

    private static Dictionary<Duty, string> Groups(params (Duty Duty, string Group)[] groups) => groups.ToDictionary(pair => pair.Duty, pair => pair.Group);
}
