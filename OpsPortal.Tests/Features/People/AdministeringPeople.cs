using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Administration;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People;

public sealed class AdministeringPeople : IAsyncLifetime
{
    private static readonly TimeSpan PastTheCheck = OpsPortal.Features.People.Access.SessionCheck.Every + TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly PortalHost _portal;

    public AdministeringPeople() => _portal = new(_clock);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Nobody_grants_a_duty_to_himself_and_the_attempt_is_audited()
    {
        var admin = await ActorAsync("admin");
        Assert.Equal("people.self-grant", (await RunAsync<GrantDuty, Outcome<Person>>(grant => grant.RunAsync(admin, admin.Person!.Value, Duty.ReleaseManager, Stopping))).Refusal?.Code);
        await using var db = _portal.Database();
        Assert.False((await db.Persons.Include(p => p.Duties).SingleAsync(p => p.Id == admin.Person, Stopping)).Has(Duty.ReleaseManager));
        Assert.Contains("people.self-grant", (await db.Audit.SingleAsync(entry => entry.Act == "duty.grant-refused", Stopping)).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_every_act_is_refused()
    {
        var desk = await ActorAsync("desk");
        var other = (await ActorAsync("developer")).Person!.Value;
        Assert.Equal("people.not-permitted", (await RunAsync<GrantDuty, Outcome<Person>>(grant => grant.RunAsync(desk, other, Duty.Operator, Stopping))).Refusal?.Code);
        Assert.Equal("people.not-permitted", (await RunAsync<AddPerson, Outcome<NewAccount>>(add => add.RunAsync(desk, "Eve", "eve@demo.local", [Duty.Operator], Stopping))).Refusal?.Code);
    }

    [Fact]
    public async Task A_changed_duty_signs_the_person_out_within_a_minute_and_counts_at_the_next_sign_in()
    {
        var (visitor, admin, desk) = (new Visitor(_portal), await ActorAsync("admin"), await ActorAsync("desk"));
        await visitor.SignInAsync(desk.Account);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.OpenAsync("/admin/people")).Status);
        Assert.Null((await RunAsync<GrantDuty, Outcome<Person>>(grant => grant.RunAsync(admin, desk.Person!.Value, Duty.Administrator, Stopping))).Refusal);
        _clock.Advance(PastTheCheck);
        Assert.StartsWith("/sign-in", (await visitor.OpenAsync("/admin/people")).To, StringComparison.Ordinal);
        await visitor.SignInAsync(desk.Account);
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/admin/people")).Status);
    }

    [Fact]
    public async Task A_disabled_account_is_signed_out_and_stays_out_until_enabled()
    {
        var (visitor, admin) = (new Visitor(_portal), await ActorAsync("admin"));
        await visitor.SignInAsync("desk@demo.local");
        var id = await AccountAsync("desk");
        Assert.Null((await RunAsync<DisableAccount, Outcome<OpsPortal.Features.People.Account>>(disable => disable.RunAsync(admin, id, Stopping))).Refusal);
        _clock.Advance(PastTheCheck);
        Assert.StartsWith("/sign-in", (await visitor.OpenAsync("/account")).To, StringComparison.Ordinal);
        Assert.NotEmpty((await visitor.SignInAsync("desk@demo.local")).Alert);
        await RunAsync<EnableAccount, Outcome<OpsPortal.Features.People.Account>>(enable => enable.RunAsync(admin, id, Stopping));
        Assert.Equal("/", (await visitor.SignInAsync("desk@demo.local")).To);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var admin = await ActorAsync("admin");
        Assert.Equal("people.last-administrator", (await RunAsync<RevokeDuty, Outcome<Person>>(revoke => revoke.RunAsync(admin, admin.Person!.Value, Duty.Administrator, Stopping))).Refusal?.Code);
        var id = await AccountAsync("admin");
        Assert.Equal("people.last-administrator",
            (await RunAsync<DisableAccount, Outcome<OpsPortal.Features.People.Account>>(disable => disable.RunAsync(admin, id, Stopping))).Refusal?.Code);
    }

    [Fact]
    public async Task A_new_person_signs_in_with_the_one_time_password_and_must_choose_another()
    {
        var admin = await ActorAsync("admin");
        var added = await RunAsync<AddPerson, Outcome<NewAccount>>(add => add.RunAsync(admin, "Zoë Marsh", "zoe@example.org", [Duty.Operator], Stopping));
        var password = Assert.IsType<Outcome<NewAccount>.Done>(added).Value.OneTimePassword;
        var visitor = new Visitor(_portal);
        Assert.Equal("/sign-in/new-password", (await visitor.SignInAsync("ZOE@example.org", password)).To);
        Assert.StartsWith("/sign-in?", (await visitor.OpenAsync("/account")).To, StringComparison.Ordinal);
        Assert.Contains("12 characters", (await visitor.SubmitAsync("/sign-in/new-password", ("password", "short"))).Alert, StringComparison.Ordinal);
        Assert.Equal("/", (await visitor.SubmitAsync("/sign-in/new-password", ("password", "violet tractor seldom hums"))).To);
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/account")).Status);
        Assert.NotEmpty((await new Visitor(_portal).SignInAsync("zoe@example.org", password)).Alert);
        Assert.Equal("people.email-taken",
            (await RunAsync<AddPerson, Outcome<NewAccount>>(add => add.RunAsync(admin, "Zoë again", "Zoe@Example.org", [Duty.Operator], Stopping))).Refusal?.Code);
    }

    [Fact]
    public async Task A_second_account_acts_as_the_same_person()
    {
        var (admin, desk) = (await ActorAsync("admin"), await ActorAsync("desk"));
        await RunAsync<LinkAccount, Outcome<NewAccount>>(link => link.RunAsync(admin, desk.Person!.Value, "dana@example.org", Stopping));
        await using var db = _portal.Database();
        Assert.Equal(desk.Person, (await db.Users.SingleAsync(account => account.Email == "dana@example.org", Stopping)).PersonId);
    }

    [Fact]
    public async Task Ones_own_password_and_second_step_are_not_reset_by_oneself()
    {
        var (admin, id) = (await ActorAsync("admin"), await AccountAsync("admin"));
        Assert.Equal("people.own-account", (await RunAsync<ResetPassword, Outcome<NewAccount>>(reset => reset.RunAsync(admin, id, Stopping))).Refusal?.Code);
        Assert.Equal("people.own-account", (await RunAsync<ResetTotp, Outcome<OpsPortal.Features.People.Account>>(reset => reset.RunAsync(admin, id, Stopping))).Refusal?.Code);
    }

    [Fact]
    public async Task Changing_ones_password_keeps_this_browser_and_ends_the_others()
    {
        var (here, there) = (new Visitor(_portal), new Visitor(_portal));
        await here.SignInAsync("desk@demo.local");
        await there.SignInAsync("desk@demo.local");
        Assert.Equal("/account?notice=password-changed",
            (await here.SubmitAsync("/account/password", ("current", "OpsPortal-Demo-1"), ("password", "violet tractor seldom hums"))).To);
        _clock.Advance(PastTheCheck);
        Assert.Equal(HttpStatusCode.OK, (await here.OpenAsync("/account")).Status);
        Assert.StartsWith("/sign-in", (await there.OpenAsync("/account")).To, StringComparison.Ordinal);
    }

    private async Task<TResult> RunAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> run)
        where TUseCase : notnull
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    private async Task<Guid> AccountAsync(string mailbox)
    {
        await using var db = _portal.Database();
        return (await db.Users.SingleAsync(account => account.Email == mailbox + "@demo.local", Stopping)).Id;
    }

    private async Task<Actor> ActorAsync(string mailbox)
    {
        await using var db = _portal.Database();
        var account = await db.Users.Include(a => a.Person!.Duties).SingleAsync(a => a.Email == mailbox + "@demo.local", Stopping);
        return new(account.PersonId, account.Person!.Name, account.Email!, Duties.Permit(account.Person.Duties.Select(grant => grant.Duty)), "");
    }
}
