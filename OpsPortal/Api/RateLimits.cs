using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using OpsPortal.Features.People;

namespace OpsPortal.Api;

/// <summary>How much of the API one caller may use; section <c>OpsPortal:Api</c>. The intakes have no such limit.</summary>
internal sealed class RateOptions
{
    /// <summary>Requests a second, on average.</summary>
    [Range(1, 100_000)] public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Requests that may come at once.</summary>
    [Range(1, 1_000_000)] public int Burst { get; init; } = 1000;
}

/// <summary>Keeps one caller, told by key or account and else by address, from taking the API from all others.</summary>
internal sealed class RateLimits(IOptions<RateOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(request =>
        RateLimitPartition.GetTokenBucketLimiter(Caller(request), _ => new()
        {
            TokenLimit = options.Value.Burst,
            TokensPerPeriod = options.Value.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    public async ValueTask<object?> AskAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(call.HttpContext);
        if (lease.IsAcquired) return await next(call);
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
        call.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "rate-limited", "Too many requests at once; try again after the seconds that Retry-After tells.");
    }

    public void Dispose() => _limiter.Dispose();

    private static string Caller(HttpContext request)
    {
        var actor = request.Actor();
        return actor.Account.Length > 0 ? actor.Account : actor.From;
    }
}
