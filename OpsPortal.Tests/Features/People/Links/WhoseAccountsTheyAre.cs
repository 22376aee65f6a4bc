using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Administration;
using OpsPortal.Features.People.Directory;
using OpsPortal.Features.People.Links;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People.Links;

/// <summary>Accounts are linked and unlinked by somebody else, under audit, and every session of the person ends at once.</summary>
public sealed class WhoseAccountsTheyAre : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly PortalHost _portal;

    public WhoseAccountsTheyAre() => _portal = new(_clock);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task An_account_is_given_to_the_person_it_belongs_to_who_then_is_one_for_approvals()
    {
        var (admin, desk, developer) = (await ActorAsync("admin"), await ActorAsync("desk"), await ActorAsync("developer"));
        Assert.Null((await RunAsync<JoinPersons, Outcome<Account>>(async join => await join.RunAsync(admin, await AccountAsync("developer"), desk.Person!.Value, Stopping))).Refusal);
        await using var db = _portal.Database();
        var who = await Colleagues.ReadAsync(db, Stopping);
        Assert.Equal(who.Links.HumanOf(desk.Person!.Value), who.Links.HumanOf(new OpsPortal.Domain.Deliver.Duties.Party(null, "developer@demo.local", "a commit")));
        Assert.False(who.Find(developer.Person!.Value)!.IsActive);
        Assert.DoesNotContain(who.Find(developer.Person!.Value)!.Memberships, membership => membership.Group.Kind == OpsPortal.Domain.Deliver.Policies.GroupKind.Duty);
        var act = await db.Audit.SingleAsync(entry => entry.Act == "account.linked", Stopping);
        Assert.Equal(("Ada Novak", "developer@demo.local"), (act.Actor, act.Object));
        Assert.Contains(developer.Person!.Value.ToString(), act.Before, StringComparison.Ordinal);
        Assert.Equal("people.already-linked", (await RunAsync<JoinPersons, Outcome<Account>>(async join => await join.RunAsync(admin, await AccountAsync("developer"), desk.Person!.Value, Stopping))).Refusal?.Code);
    }

    [Fact]
    public async Task Nobody_links_for_himself_and_no_machine_links()
    {
        var (admin, desk) = (await ActorAsync("admin"), await ActorAsync("desk"));
        var (own, other) = (await AccountAsync("admin"), await AccountAsync("desk"));
        Assert.Equal("people.self-link", (await RunAsync<LinkAccount, Outcome<NewAccount>>(link => link.RunAsync(admin, admin.Person!.Value, "two@example.org", Stopping))).Refusal?.Code);
        Assert.Equal("people.self-link", (await RunAsync<JoinPersons, Outcome<Account>>(join => join.RunAsync(admin, other, admin.Person!.Value, Stopping))).Refusal?.Code);
        Assert.Equal("people.self-link", (await RunAsync<JoinPersons, Outcome<Account>>(join => join.RunAsync(admin, own, desk.Person!.Value, Stopping))).Refusal?.Code);
        Assert.Equal("people.self-link", (await RunAsync<UnlinkAccount, Outcome<Person>>(unlink => unlink.RunAsync(admin, own, Stopping))).Refusal?.Code);
        Assert.Equal("people.self-link", (await RunAsync<LinkExternal, Outcome<Account>>(link => link.LinkAsync(admin, own, "sub-1", Stopping))).Refusal?.Code);
        var machine = admin with { Person = null };
        Assert.Equal("people.person-needed", (await RunAsync<JoinPersons, Outcome<Account>>(join => join.RunAsync(machine, other, admin.Person!.Value, Stopping))).Refusal?.Code);
        Assert.Equal("people.person-needed", (await RunAsync<UnlinkAccount, Outcome<Person>>(unlink => unlink.RunAsync(machine, other, Stopping))).Refusal?.Code);
        Assert.Equal("people.not-permitted", (await RunAsync<UnlinkAccount, Outcome<Person>>(unlink => unlink.RunAsync(desk, own, Stopping))).Refusal?.Code);
        await using var db = _portal.Database();
        Assert.Equal(5, await db.Audit.CountAsync(entry => entry.After!.Contains("people.self-link"), Stopping));
    }

    [Fact]
    public async Task The_only_account_of_a_person_stays_and_another_becomes_somebodys_who_has_no_duty()
    {
        var (admin, desk) = (await ActorAsync("admin"), await ActorAsync("desk"));
        var first = await AccountAsync("desk");
        Assert.Equal("people.last-account", (await RunAsync<UnlinkAccount, Outcome<Person>>(unlink => unlink.RunAsync(admin, first, Stopping))).Refusal?.Code);
        await RunAsync<LinkAccount, Outcome<NewAccount>>(link => link.RunAsync(admin, desk.Person!.Value, "dana@example.org", Stopping));
        await using var db = _portal.Database();
        var second = await db.Users.SingleAsync(account => account.Email == "dana@example.org", Stopping);
        Assert.Null((await RunAsync<UnlinkAccount, Outcome<Person>>(unlink => unlink.RunAsync(admin, second.Id, Stopping))).Refusal);
        await db.Entry(second).ReloadAsync(Stopping);
        Assert.NotEqual(desk.Person, second.PersonId);
        Assert.Empty((await db.Persons.Include(person => person.Duties).SingleAsync(person => person.Id == second.PersonId, Stopping)).Duties);
        Assert.Equal("Ada Novak", (await db.Audit.SingleAsync(entry => entry.Act == "account.unlinked", Stopping)).Actor);
    }

    [Fact]
    public async Task A_subject_of_the_identity_provider_belongs_to_one_account_and_the_last_way_in_stays()
    {
        var admin = await ActorAsync("admin");
        var (desk, developer) = (await AccountAsync("desk"), await AccountAsync("developer"));
        Assert.Equal("people.subject-missing", (await RunAsync<LinkExternal, Outcome<Account>>(link => link.LinkAsync(admin, desk, " ", Stopping))).Refusal?.Code);
        Assert.Null((await RunAsync<LinkExternal, Outcome<Account>>(link => link.LinkAsync(admin, desk, "sub-1", Stopping))).Refusal);
        Assert.Equal("people.subject-taken", (await RunAsync<LinkExternal, Outcome<Account>>(link => link.LinkAsync(admin, developer, "sub-1", Stopping))).Refusal?.Code);
        await using var db = _portal.Database();
        var account = await db.Users.SingleAsync(one => one.Id == desk, Stopping);
        account.PasswordHash = null;
        await db.SaveChangesAsync(Stopping);
        Assert.Equal("people.last-way-in", (await RunAsync<LinkExternal, Outcome<Account>>(link => link.UnlinkAsync(admin, desk, Stopping))).Refusal?.Code);
        account.PasswordHash = "some";
        await db.SaveChangesAsync(Stopping);
        Assert.Null((await RunAsync<LinkExternal, Outcome<Account>>(link => link.UnlinkAsync(admin, desk, Stopping))).Refusal);
        Assert.False(await db.Set<IdentityUserLogin<Guid>>().AnyAsync(Stopping));
        Assert.Equal(["account.external-linked", "account.external-unlinked"], await db.Audit.Where(entry => entry.Act.StartsWith("account.external")).OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping));
    }

    [Fact]
    public async Task Whatever_changes_of_a_person_ends_all_sessions_of_that_person_at_once_and_of_nobody_else()
    {
        var (admin, desk) = (await ActorAsync("admin"), await ActorAsync("desk"));
        var bystander = new Visitor(_portal);
        await bystander.SignInAsync("operator@demo.local");
        await EndsAsync<GrantDuty, Outcome<Person>>(grant => grant.RunAsync(admin, desk.Person!.Value, Duty.Operator, Stopping));
        await EndsAsync<RevokeDuty, Outcome<Person>>(revoke => revoke.RunAsync(admin, desk.Person!.Value, Duty.Operator, Stopping));
        await EndsAsync<LinkAccount, Outcome<NewAccount>>(link => link.RunAsync(admin, desk.Person!.Value, "dana@example.org", Stopping));
        var second = await AccountAsync("dana@example.org");
        await EndsAsync<LinkExternal, Outcome<Account>>(link => link.LinkAsync(admin, second, "sub-1", Stopping));
        await EndsAsync<UnlinkAccount, Outcome<Person>>(unlink => unlink.RunAsync(admin, second, Stopping));
        await EndsAsync<JoinPersons, Outcome<Account>>(join => join.RunAsync(admin, second, desk.Person!.Value, Stopping));
        var first = await AccountAsync("desk");
        await EndsAsync<DisableAccount, Outcome<Account>>(disable => disable.RunAsync(admin, first, Stopping));
        Assert.Equal(HttpStatusCode.OK, (await bystander.OpenAsync("/account")).Status);

        async Task EndsAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> act)
            where TUseCase : notnull
        {
            var (here, there) = (new Visitor(_portal), new Visitor(_portal));
            foreach (var visitor in new[] { here, there })
            {
                await visitor.SignInAsync("desk@demo.local");
                Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/account")).Status);
            }

            await RunAsync(act);
            foreach (var visitor in new[] { here, there }) Assert.StartsWith("/sign-in", (await visitor.OpenAsync("/account")).To, StringComparison.Ordinal);
            _clock.Advance(TimeSpan.FromMinutes(5));
            await bystander.OpenAsync("/account");
        }
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
        var email = mailbox.Contains('@', StringComparison.Ordinal) ? mailbox : mailbox + "@demo.local";
        return (await db.Users.SingleAsync(account => account.Email == email, Stopping)).Id;
    }

    private async Task<Actor> ActorAsync(string mailbox)
    {
        await using var db = _portal.Database();
        var account = await db.Users.Include(a => a.Person!.Duties).SingleAsync(a => a.Email == mailbox + "@demo.local", Stopping);
        return new(account.PersonId, account.Person!.Name, account.Email!, Duties.Permit(account.Person.Duties.Select(grant => grant.Duty)), "");
    }
}
