using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Tests.Features.People.StepUps;

/// <summary>What segregation of duties is told of whoever is signed in.</summary>
public sealed class BeingASession
{
    private static readonly PersonId Ada = PersonId.New(DateTimeOffset.UnixEpoch);

    [Fact]
    public void By_cookie_is_a_person_in_front_of_a_screen()
    {
        var session = Of(IdentityConstants.ApplicationScheme, new(Actors.PersonClaim, Ada.ToString()), new(Actors.AccountClaim, "ada@example.org")).ToActingSession("192.0.2.7");
        Assert.Equal((Ada, true, null, null), (session.Actor.Person, session.IsInteractive, session.KeyOwner, session.StepUp));
        Assert.Null(session.Confirming());
        Assert.Equal("duties.step-up-needed", session.Authorising(DateTimeOffset.UnixEpoch)?.Code);
    }

    [Fact]
    public void By_key_is_a_machine_for_which_somebody_answers()
    {
        var session = Of("ApiKey", new(Actors.AccountClaim, "ops_1234abcd"), new(Actors.OwnerClaim, Ada.ToString())).ToActingSession();
        Assert.Equal((null, false, Ada), (session.Actor.Person, session.IsInteractive, session.KeyOwner));
        Assert.Equal(Ada, session.Party.Owner);
        Assert.Equal("duties.machine", session.Confirming()?.Code);
    }

    [Fact]
    public void By_any_other_token_is_not_interactive_even_if_it_names_a_person() =>
        Assert.Equal("duties.not-interactive", Of("Bearer", new Claim(Actors.PersonClaim, Ada.ToString())).ToActingSession().Confirming()?.Code);

    [Fact]
    public void Without_signing_in_is_nobody() => Assert.False(new ClaimsPrincipal(new ClaimsIdentity()).ToActingSession().IsInteractive);

    private static ClaimsPrincipal Of(string scheme, params Claim[] claims) => new(new ClaimsIdentity([new(ClaimTypes.Name, "Ada"), .. claims], scheme));
}
