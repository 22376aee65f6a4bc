using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Demo;
using OpsPortal.Features.People.Own;
using OpsPortal.Tests.Support;
using OtpNet;

namespace OpsPortal.Tests.Features.People;

public sealed class SigningInWithASecondStep : IAsyncLifetime
{
    private const string Desk = "desk@demo.local";
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly string _secret = TwoStep.NewSecret();
    private readonly PortalHost _portal;
    private readonly Visitor _visitor;
    private IReadOnlyList<string> _recoveryCodes = [];

    public SigningInWithASecondStep()
    {
        _portal = new(_clock);
        _visitor = new(_portal);
    }

    public async ValueTask InitializeAsync()
    {
        _recoveryCodes = Assert.IsType<Outcome<IReadOnlyList<string>>.Done>(await EnableAsync(DemoPeople.Password)).Value;
        _clock.Advance(TimeSpan.FromMinutes(2));
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Asks_for_a_code_and_opens_nothing_before_it()
    {
        Assert.Equal("/sign-in/two-factor?return=%2Faccount", (await _visitor.SignInAsync(Desk, path: "/sign-in?return=%2Faccount")).To);
        Assert.StartsWith("/sign-in?", (await _visitor.OpenAsync("/account")).To, StringComparison.Ordinal);
        Assert.Equal("/account", (await _visitor.SubmitAsync("/sign-in/two-factor?return=%2Faccount", ("code", Code()))).To);
        Assert.Null((await _visitor.OpenAsync("/account")).To);
    }

    [Fact]
    public async Task Takes_a_code_only_once()
    {
        var code = Code();
        await _visitor.SignInAsync(Desk);
        Assert.Equal("/", (await _visitor.SubmitAsync("/sign-in/two-factor", ("code", code))).To);
        var thief = new Visitor(_portal);
        await thief.SignInAsync(Desk);
        Assert.Contains("not right", (await thief.SubmitAsync("/sign-in/two-factor", ("code", code))).Alert, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_each_recovery_code_once()
    {
        await _visitor.SignInAsync(Desk);
        Assert.Equal("/", (await _visitor.SubmitAsync("/sign-in/two-factor", ("code", _recoveryCodes[0].ToUpperInvariant()))).To);
        var again = new Visitor(_portal);
        await again.SignInAsync(Desk);
        Assert.Contains("not right", (await again.SubmitAsync("/sign-in/two-factor", ("code", _recoveryCodes[0]))).Alert, StringComparison.Ordinal);
        Assert.Equal("/", (await again.SubmitAsync("/sign-in/two-factor", ("code", _recoveryCodes[1]))).To);
    }

    [Fact]
    public async Task Locks_the_account_after_five_wrong_codes()
    {
        await _visitor.SignInAsync(Desk);
        for (var failure = 1; failure < Account.FailuresAllowed; failure++) await _visitor.SubmitAsync("/sign-in/two-factor", ("code", "000000"));
        Assert.StartsWith("/sign-in?notice=expired", (await _visitor.SubmitAsync("/sign-in/two-factor", ("code", "000000"))).To, StringComparison.Ordinal);
        Assert.NotEmpty((await _visitor.SignInAsync(Desk)).Alert);
    }

    [Fact]
    public async Task Starts_again_when_the_code_takes_longer_than_ten_minutes()
    {
        await _visitor.SignInAsync(Desk);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.StartsWith("/sign-in?notice=expired", (await _visitor.OpenAsync("/sign-in/two-factor")).To, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cannot_be_turned_on_or_off_without_the_password()
    {
        Assert.Equal("account.password-wrong", (await EnableAsync("wrong")).Refusal?.Code);
        await using var scope = _portal.Services.CreateAsyncScope();
        var disable = scope.ServiceProvider.GetRequiredService<DisableTotp>();
        Assert.Equal("account.password-wrong", (await disable.RunAsync(await DeskAsync(), "wrong", TestContext.Current.CancellationToken)).Refusal?.Code);
        Assert.Null((await disable.RunAsync(await DeskAsync(), DemoPeople.Password, TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal("/", (await _visitor.SignInAsync(Desk)).To);
    }

    private string Code() => new Totp(Base32Encoding.ToBytes(_secret)).ComputeTotp(_clock.GetUtcNow().UtcDateTime);

    private async Task<Outcome<IReadOnlyList<string>>> EnableAsync(string password)
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EnableTotp>().RunAsync(await DeskAsync(), password, _secret, Code(), TestContext.Current.CancellationToken);
    }

    private async Task<Actor> DeskAsync()
    {
        await using var db = _portal.Database();
        var account = await db.Users.Include(a => a.Person).SingleAsync(a => a.Email == Desk, TestContext.Current.CancellationToken);
        return new(account.PersonId, account.Person!.Name, Desk, Duties.Permit([Duty.ServiceDesk]), "");
    }
}
