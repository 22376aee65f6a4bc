using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Demo;
using OpsPortal.Features.People.Own;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;
using OtpNet;

namespace OpsPortal.Tests.Features.People.StepUps;

/// <summary>Somebody who is signed in shows once more who he or she is, on a page or by a script with the page's cookie.</summary>
public sealed class ConfirmingWhoOneIs : IAsyncLifetime
{
    private const string Address = "/api/v1/step-ups";
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly string _secret = TwoStep.NewSecret();
    private readonly PortalHost _portal;

    public ConfirmingWhoOneIs() => _portal = new(_clock);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task With_the_password_gives_a_step_up_that_holds_five_minutes()
    {
        var visitor = new Visitor(_portal);
        await visitor.SignInAsync("approver@demo.local");
        var answer = await visitor.PostAsync(Address, new { password = DemoPeople.Password });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("2026-03-01T12:05:00", answer["expiresAt"][..19]);
        var approver = await ActorAsync("approver");
        await using var db = _portal.Database();
        var found = await StepUpBook.FindAsync(db, Guid.Parse(answer["id"]), approver.Person!.Value, Stopping);
        Assert.Equal((StepUpMethod.Password, _clock.GetUtcNow()), (found!.Method, found.At));
        Assert.Equal("account.stepped-up", (await db.Audit.OrderBy(entry => entry.Sequence).LastAsync(Stopping)).Act);
    }

    [Fact]
    public async Task Takes_exactly_one_proof_and_tells_which_there_are()
    {
        var visitor = new Visitor(_portal);
        await visitor.SignInAsync("approver@demo.local");
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(Address, new { })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(Address, new { password = DemoPeople.Password, code = "123456" })).Status);
        Assert.Equal("True", (await visitor.OpenAsync(Address + "/ways"))["password"]);
        Assert.Equal("False", (await visitor.OpenAsync(Address + "/ways"))["code"]);
    }

    [Fact]
    public async Task Is_refused_to_a_machine_whatever_its_key_may_do()
    {
        using var machine = new Caller(_portal);
        Assert.Equal("403 duties.machine", (await machine.PostAsync(Address, $$"""{"password":"{{DemoPeople.Password}}"}""")).Problem);
        Assert.Equal("403 duties.machine", (await machine.PostAsync(Address + "/passkey-options", "{}")).Problem);
        var token = new ActingSession(await ActorAsync("approver"), null, IsInteractive: false, null);
        Assert.Equal("duties.not-interactive", (await ConfirmAsync(confirm => confirm.WithPasswordAsync(token, DemoPeople.Password, Stopping))).Refusal?.Code);
        await using var db = _portal.Database();
        Assert.False(await db.Set<KeptStepUp>().AnyAsync(Stopping));
    }

    [Fact]
    public async Task With_a_wrong_password_locks_the_account_as_signing_in_does()
    {
        var visitor = new Visitor(_portal);
        await visitor.SignInAsync("approver@demo.local");
        for (var failure = 1; failure < Account.FailuresAllowed; failure++) Assert.Equal((HttpStatusCode.UnprocessableEntity, "account.password-wrong"), await TryAsync(visitor, "wrong"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "account.locked-now"), await TryAsync(visitor, "wrong"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "account.locked-now"), await TryAsync(visitor, DemoPeople.Password));
        Assert.NotEmpty((await new Visitor(_portal).SignInAsync("approver@demo.local")).Alert);
        _clock.Advance(Account.LockedFor);
        Assert.Equal(HttpStatusCode.Created, (await TryAsync(visitor, DemoPeople.Password)).Status);
        await using var db = _portal.Database();
        Assert.Equal(Account.FailuresAllowed, await db.Audit.CountAsync(entry => entry.Act == "account.step-up-failed", Stopping));
    }

    [Fact]
    public async Task A_right_answer_forgets_the_wrong_ones_before_it()
    {
        var approver = await SessionAsync("approver");
        for (var round = 0; round < 3; round++)
        {
            for (var failure = 1; failure < Account.FailuresAllowed; failure++)
                Assert.Equal("account.password-wrong", (await ConfirmAsync(confirm => confirm.WithPasswordAsync(approver, "wrong", Stopping))).Refusal?.Code);
            Assert.Null((await ConfirmAsync(confirm => confirm.WithPasswordAsync(approver, DemoPeople.Password, Stopping))).Refusal);
        }
    }

    [Fact]
    public async Task With_a_code_works_once_for_each_code_also_when_it_comes_twice_at_the_same_moment()
    {
        var approver = await SessionAsync("approver");
        Assert.Equal("account.totp-off", (await ConfirmAsync(confirm => confirm.WithCodeAsync(approver, "123456", Stopping))).Refusal?.Code);
        await using (var scope = _portal.Services.CreateAsyncScope())
            Assert.Null((await scope.ServiceProvider.GetRequiredService<EnableTotp>().RunAsync(approver.Actor, DemoPeople.Password, _secret, Code(), Stopping)).Refusal);
        Assert.Equal("account.code-wrong", (await ConfirmAsync(confirm => confirm.WithCodeAsync(approver, Code(), Stopping))).Refusal?.Code);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ConfirmAsync(confirm => confirm.WithCodeAsync(approver, Code(), Stopping))));
        Assert.Single(both, outcome => outcome.Refusal is null);
        Assert.Single(both, outcome => outcome.Refusal?.Code == "account.code-wrong");
    }

    [Fact]
    public async Task Many_attempts_from_one_address_are_stopped_whatever_the_account()
    {
        var (one, other) = (await SessionAsync("approver"), await SessionAsync("approver2"));
        for (var attempt = 0; attempt < OpsPortal.Features.People.Access.SignInThrottle.Attempts / 2; attempt++)
        {
            foreach (var session in new[] { one, other }) await ConfirmAsync(confirm => confirm.WithPasswordAsync(session, DemoPeople.Password, Stopping));
        }

        Assert.Equal("account.too-many-attempts", (await ConfirmAsync(confirm => confirm.WithPasswordAsync(one, DemoPeople.Password, Stopping))).Refusal?.Code);
    }

    private async Task<(HttpStatusCode Status, string Code)> TryAsync(Visitor visitor, string password)
    {
        var answer = await visitor.PostAsync(Address, new { password });
        return (answer.Status, answer["code"]);
    }

    private string Code() => new Totp(Base32Encoding.ToBytes(_secret)).ComputeTotp(_clock.GetUtcNow().UtcDateTime);

    private async Task<Outcome<StepUp>> ConfirmAsync(Func<ConfirmIdentity, Task<Outcome<StepUp>>> act)
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<ConfirmIdentity>());
    }

    private async Task<ActingSession> SessionAsync(string mailbox) => new(await ActorAsync(mailbox), null, IsInteractive: true, null);

    private async Task<Actor> ActorAsync(string mailbox)
    {
        await using var db = _portal.Database();
        var account = await db.Users.Include(a => a.Person!.Duties).SingleAsync(a => a.Email == mailbox + "@demo.local", Stopping);
        return new(account.PersonId, account.Person!.Name, account.Email!, Duties.Permit(account.Person.Duties.Select(grant => grant.Duty)), "192.0.2.7");
    }
}
