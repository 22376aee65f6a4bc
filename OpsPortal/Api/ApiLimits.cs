using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using OpsPortal.Features.People;

namespace OpsPortal.Api;

/// <summary>How fast one person or key may call <c>/api/v1</c>. Intakes have no such limit: signals are never turned away for being many.</summary>
public sealed class ApiLimits
{
    /// <summary>Requests a second that can be kept up for ever.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Requests at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 200;

    /// <summary>Questions to gates a second that can be kept up for ever; twice as many at once. Answers are a second old at most, so that the same question costs little.</summary>
    [Range(1, 1_000_000)]
    public int GatesPerSecond { get; set; } = 5000;
}

/// <summary>One bucket for each person or key, filled once a second.</summary>
internal sealed class ApiRateLimit(IOptions<ApiLimits> limits) : IRateLimiterPolicy<string>
{
    public const string Name = "api";

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected { get; } = Buckets.RejectAsync;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => Buckets.Of(httpContext, limits.Value.Burst, limits.Value.RequestsPerSecond);
}

/// <summary>The same for gates, which many pipelines ask with one key, again and again.</summary>
internal sealed class GateRateLimit(IOptions<ApiLimits> limits) : IRateLimiterPolicy<string>
{
    public const string Name = "gates";

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected { get; } = Buckets.RejectAsync;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => Buckets.Of(httpContext, limits.Value.GatesPerSecond * 2, limits.Value.GatesPerSecond);
}

file static class Buckets
{
    public static RateLimitPartition<string> Of(HttpContext request, int burst, int perSecond)
    {
        var actor = request.Actor();
        return RateLimitPartition.GetTokenBucketLimiter(actor.Person?.ToString() ?? $"{actor.Account} {actor.Name}", _ => new() { TokenLimit = burst, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1) });
    }

    public static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken stopping)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
        rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await rejected.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new()
        {
            HttpContext = rejected.HttpContext,
            ProblemDetails = { Status = StatusCodes.Status429TooManyRequests, Detail = "Too many requests at once. Wait as long as Retry-After says." },
        });
    }
}
