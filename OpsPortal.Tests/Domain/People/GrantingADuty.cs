using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Domain.People;

public sealed class GrantingADuty
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Person _mei = new() { Id = PersonId.New(Noon), Name = "Mei", CreatedAt = Noon };

    [Fact]
    public void By_somebody_else_is_noted_with_who_and_when()
    {
        var grant = Assert.IsType<Outcome<DutyGrant>.Done>(_mei.Grant(Duty.Operator, By("Ada", PersonId.New(Noon)), Noon)).Value;
        Assert.Equal(("Ada", Noon), (grant.GrantedBy, grant.GrantedAt));
        Assert.True(_mei.Has(Duty.Operator));
    }

    [Fact]
    public void To_oneself_is_refused()
    {
        Assert.Equal("people.self-grant", _mei.Grant(Duty.Administrator, By("Mei", _mei.Id), Noon).Refusal?.Code);
        Assert.Empty(_mei.Duties);
    }

    [Fact]
    public void By_a_machine_is_refused() => Assert.Equal("people.person-needed", _mei.Grant(Duty.Operator, By("a key", null), Noon).Refusal?.Code);

    [Fact]
    public void Twice_is_refused()
    {
        _mei.Grant(Duty.Operator, By("Ada", PersonId.New(Noon)), Noon);
        Assert.Equal("people.duty-held", _mei.Grant(Duty.Operator, By("Ada", PersonId.New(Noon)), Noon).Refusal?.Code);
        Assert.Single(_mei.Duties);
    }

    [Fact]
    public void Can_be_taken_back_once()
    {
        _mei.Start(Duty.Operator, "Set-up", Noon);
        Assert.Null(_mei.Revoke(Duty.Operator).Refusal);
        Assert.Equal("people.duty-not-held", _mei.Revoke(Duty.Operator).Refusal?.Code);
    }

    private static Actor By(string name, PersonId? person) => new(person, name, "", Permissions.All, "");
}
