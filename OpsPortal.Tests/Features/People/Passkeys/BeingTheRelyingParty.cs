using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Features.People.Passkeys;

namespace OpsPortal.Tests.Features.People.Passkeys;

/// <summary>For which site passkeys are made, from which pages they are taken, and that each question is answered once.</summary>
public sealed class BeingTheRelyingParty
{
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("", "localhost:5080", "http://localhost:5080", "localhost", true)]
    [InlineData("", "localhost:5080", "http://localhost:5081", "localhost", false)]
    [InlineData("", "ops.example.org", "https://ops.example.org", "ops.example.org", true)]
    [InlineData("", "ops.example.org", "https://evil.example.org", "ops.example.org", false)]
    [InlineData("", "ops.example.org", "https://ops.example.org.evil.org", "ops.example.org", false)]
    [InlineData("", "ops.example.org", "null", "ops.example.org", false)]
    [InlineData("https://ops.example.org", "10.0.0.7:8080", "https://ops.example.org", "ops.example.org", true)]
    [InlineData("https://ops.example.org", "10.0.0.7:8080", "http://ops.example.org", "ops.example.org", false)]
    [InlineData("https://ops.example.org", "10.0.0.7:8080", "https://10.0.0.7:8080", "ops.example.org", false)]
    [InlineData("https://ops.example.org", "localhost:5080", "http://localhost:5080", "localhost", true)]
    [InlineData("https://ops.example.org", "localhost:5080", "https://ops.example.org", "localhost", false)]
    public void Is_the_public_address_or_the_host_that_was_asked_for(string publicUrl, string host, string origin, string site, bool own)
    {
        var party = Party(("OpsPortal:Passkeys:PublicUrl", publicUrl));
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new(host));
        Assert.Equal((site, own), (party.Host(request), party.IsOwn(origin, request)));
        Assert.Equal("required", party.For(request).Value.UserVerificationRequirement);
    }

    [Fact]
    public void Is_the_address_of_the_status_page_where_none_is_set_for_passkeys()
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new("10.0.0.7");
        Assert.Equal("status.example.org", Party(("OpsPortal:Inform:PublicUrl", "https://status.example.org")).Host(request));
    }

    [Fact]
    public void A_question_is_answered_once_in_time_and_for_what_it_was_asked()
    {
        var ceremonies = new Ceremonies(_clock);
        var account = Guid.CreateVersion7(_clock.GetUtcNow());
        var first = ceremonies.Keep(CeremonyKind.StepUp, account, "state");
        Assert.Null(ceremonies.Take(first, CeremonyKind.SignIn, null));
        Assert.Null(ceremonies.Take(first, CeremonyKind.StepUp, account));
        var second = ceremonies.Keep(CeremonyKind.StepUp, account, "state");
        Assert.Equal("state", ceremonies.Take(second, CeremonyKind.StepUp, account)?.State);
        Assert.Null(ceremonies.Take(second, CeremonyKind.StepUp, account));
        var late = ceremonies.Keep(CeremonyKind.SignIn, null, "state");
        _clock.Advance(Ceremonies.ValidFor);
        Assert.Null(ceremonies.Take(late, CeremonyKind.SignIn, null));
    }

    [Fact]
    public void Questions_that_nobody_answers_do_not_fill_the_memory()
    {
        var ceremonies = new Ceremonies(_clock);
        var first = ceremonies.Keep(CeremonyKind.SignIn, null, "first");
        for (var asked = 0; asked < Ceremonies.Most; asked++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            ceremonies.Keep(CeremonyKind.SignIn, null, "");
        }

        Assert.Null(ceremonies.Take(first, CeremonyKind.SignIn, null));
        Assert.NotNull(ceremonies.Take(ceremonies.Keep(CeremonyKind.SignIn, null, "last"), CeremonyKind.SignIn, null));
    }

    private static RelyingParty Party((string Name, string Value) setting) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [setting.Name] = setting.Value }).Build());
}
