using OpsPortal.Domain.People;
using OpsPortal.Features.People.Oidc;

namespace OpsPortal.Tests.Features.People.Oidc;

/// <summary>A wrong setting stops the start and says which it is.</summary>
public sealed class SettingAProviderUp
{
    private static readonly OidcOptions Good = new() { Authority = "https://login.example.org", ClientId = "opsportal", Groups = { ["ops"] = "Operator", ["night"] = "Operator", ["audit"] = "Auditor" } };

    [Fact]
    public void Is_off_without_an_authority() => Assert.True(new OidcOptionsValidator().Validate(null, new() { Groups = { ["x"] = "Nonsense" } }).Succeeded);

    [Fact]
    public void Needs_encryption_except_on_this_machine()
    {
        Assert.Null(Fault(Good));
        Assert.Null(Fault(new() { Authority = "http://127.0.0.1:5000", ClientId = "x" }));
        Assert.Contains("Oidc:Authority", Fault(new() { Authority = "http://login.example.org", ClientId = "x" }), StringComparison.Ordinal);
        Assert.Contains("Oidc:Authority", Fault(new() { Authority = "login", ClientId = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Needs_a_client_and_duties_that_exist()
    {
        Assert.Contains("Oidc:ClientId", Fault(new() { Authority = "https://login.example.org" }), StringComparison.Ordinal);
        Assert.Contains("Oidc:Groups:ops: Boss is no duty", Fault(new() { Authority = "https://login.example.org", ClientId = "x", Groups = { ["ops"] = "Boss" } }), StringComparison.Ordinal);
        Assert.NotNull(Fault(new() { Authority = "https://login.example.org", ClientId = "x", Groups = { ["ops"] = "7" } }));
    }

    [Fact]
    public void Gives_each_duty_once_by_the_first_group_of_its_name() =>
        Assert.Equal([(Duty.Operator, "night"), (Duty.Auditor, "audit")], Good.DutiesOf(["ops", "visitors", "night", "audit", "ops"]).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));

    private static string? Fault(OidcOptions options) => new OidcOptionsValidator().Validate(null, options).FailureMessage;
}
