using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Access;
using OpsPortal.Features.People.Administration;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People.Links;

/// <summary>A page that is open is signed out in the moment its session is ended, not at its next regular check.</summary>
public sealed class OpenPagesOfWhomeverIsSignedOut(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Know_at_once_and_those_of_others_stay()
    {
        var (desk, other, admin) = (await PrincipalAsync("desk"), await PrincipalAsync("operator"), await PrincipalAsync("admin"));
        using var page = Open(desk);
        using var bystander = Open(other);
        var signedOut = new TaskCompletionSource<AuthenticationState>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.AuthenticationStateChanged += state => _ = state.ContinueWith(known => signedOut.TrySetResult(known.Result), TaskScheduler.Default);
        await using var scope = portal.Services.CreateAsyncScope();
        Assert.Null((await scope.ServiceProvider.GetRequiredService<GrantDuty>().RunAsync(admin.ToActor(), desk.PersonOf()!.Value, Duty.Developer, Stopping)).Refusal);
        Assert.False((await signedOut.Task.WaitAsync(TimeSpan.FromSeconds(30), Stopping)).User.Identity?.IsAuthenticated is true);
        Assert.True((await bystander.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated);
    }

    private CircuitSession Open(ClaimsPrincipal person)
    {
        var page = new CircuitSession(portal.Services.GetRequiredService<ILoggerFactory>(), portal.Services.GetRequiredService<IServiceScopeFactory>(), portal.Services.GetRequiredService<SessionWatch>(), new HttpContextAccessor());
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(person)));
        return page;
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(string mailbox)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        await using var db = portal.Database();
        var account = await db.Users.SingleAsync(one => one.Email == mailbox + "@demo.local", Stopping);
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
    }
}
