using System.Data.Common;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Access;

/// <summary>Signs an open page out when its account loses a duty, its password or its right to sign in: at once, and within a minute where another program did it.</summary>
internal sealed class CircuitSession : RevalidatingServerAuthenticationStateProvider
{
    /// <summary>Where open pages are connected.</summary>
    private const string Circuits = "/_blazor";

    private readonly IServiceScopeFactory _scopes;
    private readonly SessionWatch _watch;
    private readonly ILogger _log;

    public CircuitSession(ILoggerFactory logs, IServiceScopeFactory scopes, SessionWatch watch, IHttpContextAccessor requests)
        : base(logs)
    {
        (_scopes, _watch, _log) = (scopes, watch, logs.CreateLogger<CircuitSession>());

        // A page that is only being answered ends by itself, and may be the very one that renews its own session, as after a new password.
        if (requests.HttpContext is not { } request || request.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal)) _watch.Ended += Look;
    }

    protected override TimeSpan RevalidationInterval => SessionCheck.Every;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.Identity is not { IsAuthenticated: true }) return true;
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInManager<Account>>().ValidateSecurityStampAsync(authenticationState.User) is { DisabledAt: null };
    }

    protected override void Dispose(bool disposing)
    {
        _watch.Ended -= Look;
        base.Dispose(disposing);
    }

    private void Look(PersonId person) => _ = LookAsync(person);

    private async Task LookAsync(PersonId person)
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (state.User.PersonOf() != person || await ValidateAuthenticationStateAsync(state, CancellationToken.None)) return;
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new())));
        }
        catch (Exception fault) when (fault is InvalidOperationException or DbException)
        {
            // Nobody is known here yet, or the database is away; the regular check comes within a minute.
            _log.SessionNotChecked(fault);
        }
    }
}
