using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Features.People;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People;

public sealed class SigningIn : IAsyncLifetime
{
    private const string Desk = "desk@demo.local";
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly PortalHost _portal;
    private readonly Visitor _visitor;

    public SigningIn()
    {
        _portal = new(_clock);
        _visitor = new(_portal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Leads_to_the_page_that_was_asked_for()
    {
        var asked = await _visitor.OpenAsync("/account?tab=1");
        Assert.Equal("/sign-in?return=%2Faccount%3Ftab%3D1", asked.To);
        Assert.Equal("/account?tab=1", (await _visitor.SignInAsync(Desk, path: asked.To!)).To);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.OpenAsync("/account")).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Never_leads_to_another_site(string returnTo) =>
        Assert.Equal("/", (await _visitor.SignInAsync(Desk, path: "/sign-in?return=" + Uri.EscapeDataString(returnTo))).To);

    [Fact]
    public async Task Says_the_same_to_a_wrong_password_an_unknown_account_and_a_disabled_one()
    {
        await using (var db = _portal.Database())
        {
            (await db.Users.SingleAsync(account => account.Email == "manager@demo.local", TestContext.Current.CancellationToken)).DisabledAt = _clock.GetUtcNow();
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var wrong = await _visitor.SignInAsync(Desk, "not the password");
        var unknown = await _visitor.SignInAsync("nobody@demo.local", "not the password");
        var disabled = await _visitor.SignInAsync("manager@demo.local");
        Assert.StartsWith("Sign-in failed.", wrong.Alert, StringComparison.Ordinal);
        Assert.Equal(wrong.Alert, unknown.Alert);
        Assert.Equal(wrong.Alert, disabled.Alert);
        Assert.Equal([wrong.Status, wrong.Status], [unknown.Status, disabled.Status]);
        Assert.DoesNotContain("not the password", wrong.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_locked_after_five_failures_for_fifteen_minutes()
    {
        for (var failure = 0; failure < Account.FailuresAllowed; failure++) await _visitor.SignInAsync(Desk, "wrong");
        Assert.StartsWith("Sign-in failed.", (await _visitor.SignInAsync(Desk)).Alert, StringComparison.Ordinal);
        _clock.Advance(Account.LockedFor - TimeSpan.FromSeconds(1));
        Assert.NotEmpty((await _visitor.SignInAsync(Desk)).Alert);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("/", (await _visitor.SignInAsync(Desk)).To);
        Assert.Equal(["account.sign-in-failed", "account.locked", "account.signed-in"], (await ActsAsync(Desk)).Distinct());
    }

    [Fact]
    public async Task Starts_the_count_anew_after_a_success()
    {
        for (var failure = 1; failure < Account.FailuresAllowed; failure++) await _visitor.SignInAsync(Desk, "wrong");
        Assert.Equal("/", (await _visitor.SignInAsync(Desk)).To);
        var other = new Visitor(_portal);
        for (var failure = 1; failure < Account.FailuresAllowed; failure++) await other.SignInAsync(Desk, "wrong");
        Assert.Equal("/", (await other.SignInAsync(Desk)).To);
    }

    [Fact]
    public async Task With_a_form_that_was_open_too_long_says_so_and_keeps_where_to_go()
    {
        var answer = await _visitor.SendAsync("/sign-in?return=%2Faccount", ("email", Desk), ("password", "x"), ("_handler", "sign-in"), ("__RequestVerificationToken", "stale"));
        Assert.Equal("/sign-in?notice=expired&return=%2Faccount", answer.To);
        Assert.Contains("open too long", (await _visitor.OpenAsync(answer.To!)).Alert, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_signing_out()
    {
        await _visitor.SignInAsync(Desk);
        Assert.Equal("/sign-in?notice=signed-out", (await _visitor.SendAsync("/sign-out")).To);
        Assert.StartsWith("/sign-in?return=", (await _visitor.OpenAsync("/account")).To, StringComparison.Ordinal);
        Assert.Equal(["account.signed-in", "account.signed-out"], await ActsAsync(Desk));
    }

    [Fact]
    public async Task Outlives_a_shift_but_not_a_day_without_use()
    {
        await _visitor.SignInAsync(Desk);
        _clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.OpenAsync("/account")).Status);
        _clock.Advance(TimeSpan.FromHours(13));
        Assert.Equal(HttpStatusCode.Found, (await _visitor.OpenAsync("/account")).Status);
    }

    [Fact]
    public async Task Is_refused_unread_after_too_many_attempts_from_one_address()
    {
        Answer last = null!;
        for (var attempt = 0; attempt <= OpsPortal.Features.People.Access.SignInThrottle.Attempts; attempt++) last = await _visitor.SignInAsync($"nobody{attempt}@demo.local", "x");
        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
        Assert.Contains("Too many attempts", last.Alert, StringComparison.Ordinal);
    }

    private async Task<List<string>> ActsAsync(string email)
    {
        await using var db = _portal.Database();
        return await db.Audit.Where(entry => entry.Object == email).OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(TestContext.Current.CancellationToken);
    }
}
