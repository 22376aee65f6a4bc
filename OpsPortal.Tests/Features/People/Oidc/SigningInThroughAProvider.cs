using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Administration;
using OpsPortal.Features.People.Links;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People.Oidc;

/// <summary>Signing in through a real identity provider: who comes in, as whom, and with which duties.</summary>
public sealed class SigningInThroughAProvider : IAsyncLifetime
{
    private Provider _provider = null!;
    private PortalHost _portal = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.StartAsync();
        _portal = new(null, new Dictionary<string, string?>
        {
            ["OpsPortal:Oidc:Authority"] = _provider.Authority,
            ["OpsPortal:Oidc:ClientId"] = Provider.ClientId,
            ["OpsPortal:Oidc:ClientSecret"] = Provider.Secret,
            ["OpsPortal:Oidc:Name"] = "Example login",
            ["OpsPortal:Oidc:Groups:ops"] = "Operator",
            ["OpsPortal:Oidc:Groups:releases"] = "ReleaseManager",
            ["OpsPortal:Oidc:Groups:night"] = "Operator",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Is_offered_and_gives_somebody_new_a_person_an_account_and_the_duties_of_the_groups()
    {
        var visitor = new Visitor(_portal);
        Assert.Contains("Continue with Example login", (await visitor.OpenAsync("/sign-in?return=%2Faccount")).Html, StringComparison.Ordinal);
        Assert.Equal("/account", await SignInAsync(visitor, "/account"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/account")).Status);
        var person = await PersonAsync("olga@example.org");
        Assert.Equal("Olga Petrova", person.Name);
        var grant = Assert.Single(person.Duties);
        Assert.Equal((Duty.Operator, "ops", "Group ops", null), (grant.Duty, grant.Group, grant.GrantedBy, grant.GrantedByPerson));
        await using var db = _portal.Database();
        Assert.Equal("sub-1", (await db.Set<IdentityUserLogin<Guid>>().SingleAsync(Stopping)).ProviderKey);
        Assert.Null((await db.Users.SingleAsync(account => account.Email == "olga@example.org", Stopping)).PasswordHash);
        Assert.NotEmpty((await new Visitor(_portal).SignInAsync("olga@example.org", "")).Alert);
    }

    [Fact]
    public async Task Knows_somebody_again_by_the_subject_whatever_the_address_is_by_then()
    {
        await SignInAsync(new(_portal));
        _provider.Person = _provider.Person with { Email = "olga.new@example.org", Name = "Somebody" };
        Assert.Equal("/", await SignInAsync(new(_portal)));
        await using var db = _portal.Database();
        Assert.False(await db.Users.AnyAsync(account => account.Email == "olga.new@example.org", Stopping));
    }

    [Fact]
    public async Task Never_opens_an_account_by_its_address_alone_until_an_administrator_has_linked_it()
    {
        _provider.Person = new("sub-9", "desk@demo.local", "Not Dana", true, "ops");
        var visitor = new Visitor(_portal);
        Assert.Equal("/sign-in?notice=oidc.email-of-another", await SignInAsync(visitor));
        Assert.Contains("has to link it", (await visitor.OpenAsync("/sign-in?notice=oidc.email-of-another")).Alert, StringComparison.Ordinal);
        await using var db = _portal.Database();
        Assert.Contains("sub-9", (await db.Audit.SingleAsync(entry => entry.Act == "account.sign-in-failed", Stopping)).After, StringComparison.Ordinal);
        var desk = await db.Users.SingleAsync(account => account.Email == "desk@demo.local", Stopping);
        await using (var scope = _portal.Services.CreateAsyncScope())
            Assert.Null((await scope.ServiceProvider.GetRequiredService<LinkExternal>().LinkAsync(await AdminAsync(), desk.Id, "sub-9", Stopping)).Refusal);
        Assert.Equal("/", await SignInAsync(visitor));
        var duties = (await PersonAsync("desk@demo.local")).Duties;
        Assert.Equal([(Duty.ServiceDesk, ""), (Duty.Operator, "ops")], duties.OrderBy(grant => grant.Duty).Select(grant => (grant.Duty, grant.Group)));
    }

    [Theory]
    [InlineData("sub-2", "eve@example.org", true, "visitors", "oidc.not-admitted")]
    [InlineData("sub-2", "eve@example.org", false, "ops", "oidc.no-email")]
    [InlineData("sub-2", "", true, "ops", "oidc.no-email")]
    public async Task Lets_nobody_in_whom_no_group_admits_or_whose_address_is_not_verified(string subject, string email, bool verified, string group, string why)
    {
        _provider.Person = new(subject, email, "Eve", verified, group);
        var visitor = new Visitor(_portal);
        Assert.Equal($"/sign-in?notice={why}", await SignInAsync(visitor));
        Assert.NotEmpty((await visitor.OpenAsync($"/sign-in?notice={why}")).Alert);
        Assert.StartsWith("/sign-in", (await visitor.OpenAsync("/account")).To, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_duties_of_groups_away_with_the_groups_and_leaves_what_was_granted()
    {
        await SignInAsync(new(_portal));
        var before = await PersonAsync("olga@example.org");
        await using (var scope = _portal.Services.CreateAsyncScope())
            Assert.Null((await scope.ServiceProvider.GetRequiredService<GrantDuty>().RunAsync(await AdminAsync(), before.Id, Duty.Developer, Stopping)).Refusal);
        var open = new Visitor(_portal);
        await SignInAsync(open);

        // Another group gives the same duty now: held since before.
        _provider.Person = _provider.Person with { Groups = ["night", "releases"] };
        await SignInAsync(new(_portal));
        var both = await PersonAsync("olga@example.org");
        Assert.Equal([(Duty.Operator, "night"), (Duty.Developer, ""), (Duty.ReleaseManager, "releases")], both.Duties.OrderBy(grant => grant.Duty).Select(grant => (grant.Duty, grant.Group)));
        Assert.Equal(before.Duties.Single().GrantedAt, both.Duties.Single(grant => grant.Duty == Duty.Operator).GrantedAt);
        Assert.StartsWith("/sign-in", (await open.OpenAsync("/account")).To, StringComparison.Ordinal);

        _provider.Person = _provider.Person with { Groups = [] };
        Assert.Equal("/", await SignInAsync(new(_portal)));
        Assert.Equal(Duty.Developer, Assert.Single((await PersonAsync("olga@example.org")).Duties).Duty);
        await using var db = _portal.Database();
        Assert.Equal(3, await db.Audit.CountAsync(entry => entry.Act == "duty.mapped", Stopping));
    }

    [Fact]
    public async Task Does_not_open_a_disabled_account_nor_take_an_answer_twice()
    {
        var visitor = new Visitor(_portal);
        await SignInAsync(visitor);
        Assert.StartsWith("/sign-in?notice=", (await visitor.OpenAsync("/sign-in/oidc/done")).To, StringComparison.Ordinal);
        await using var db = _portal.Database();
        var account = await db.Users.SingleAsync(one => one.Email == "olga@example.org", Stopping);
        await using (var scope = _portal.Services.CreateAsyncScope())
            Assert.Null((await scope.ServiceProvider.GetRequiredService<DisableAccount>().RunAsync(await AdminAsync(), account.Id, Stopping)).Refusal);
        Assert.Equal("/sign-in?notice=oidc.not-admitted", await SignInAsync(new(_portal)));
    }

    [Fact]
    public async Task Whose_account_has_nothing_to_step_up_with_is_told_so()
    {
        var visitor = new Visitor(_portal);
        await SignInAsync(visitor);
        Assert.Equal("account.password-wrong", (await visitor.PostAsync("/api/v1/step-ups", new { password = "" }))["code"]);
        Assert.Equal("passkey.none", (await visitor.PostAsync("/api/v1/step-ups/passkey-options", new { }))["code"]);
        await using var scope = _portal.Services.CreateAsyncScope();
        var person = await PersonAsync("olga@example.org");
        Assert.False((await scope.ServiceProvider.GetRequiredService<StepUpQueries>().WaysAsync(new(person.Id, person.Name, "olga@example.org", Permissions.All, ""), Stopping)).Any);
    }

    /// <summary>Where it ends: the page that was asked for, or the sign-in page with a reason.</summary>
    private static async Task<string?> SignInAsync(Visitor visitor, string to = "/")
    {
        var there = await visitor.OpenAsync($"/sign-in/oidc?return={Uri.EscapeDataString(to)}");
        Assert.Equal(HttpStatusCode.Redirect, there.Status);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using var back = await browser.GetAsync(there.To, Stopping);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        var answered = await visitor.OpenAsync(back.Headers.Location!.PathAndQuery);
        Assert.StartsWith("/sign-in/oidc/done", answered.To, StringComparison.Ordinal);
        return (await visitor.OpenAsync(answered.To!)).To;
    }

    private async Task<Person> PersonAsync(string email)
    {
        await using var db = _portal.Database();
        return (await db.Users.Include(account => account.Person!.Duties).SingleAsync(account => account.Email == email, Stopping)).Person!;
    }

    private async Task<Actor> AdminAsync()
    {
        var admin = await PersonAsync("admin@demo.local");
        return new(admin.Id, admin.Name, "admin@demo.local", Permissions.All, "");
    }
}
