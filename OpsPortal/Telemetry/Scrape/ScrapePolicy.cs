using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Telemetry.Scrape;

/// <summary>Lets in whoever may read metrics, and where the settings say so a scraper on this very machine.</summary>
internal sealed class ScrapePolicy(IOptionsMonitor<MetricsOptions> options) : AuthorizationHandler<ScrapePolicy.Requirement>
{
    public const string Name = "metrics.scrape";

    /// <summary>What proxies add. Behind one every request comes from loopback.</summary>
    private static readonly string[] Forwarded = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    public sealed class Requirement : IAuthorizationRequirement;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        var isLocal = options.CurrentValue.AnonymousFromLoopback && context.Resource is HttpContext request && IsFromThisMachine(request);
        if (isLocal || context.User.ToActor().May(Permissions.MetricsRead)) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsFromThisMachine(HttpContext request) =>
        request.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !Forwarded.Any(request.Request.Headers.ContainsKey);
}
