using Microsoft.AspNetCore.Diagnostics;

namespace OpsPortal.Storage;

/// <summary>Answers a request that met a full disk, a dead file or an absent server with 503 and the reason, as a problem of its own kind.</summary>
internal sealed class UnavailableStorageAnswer(IProblemDetailsService problems, ILogger<UnavailableStorageAnswer> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (StorageTrouble.Explain(exception) is not { } trouble) return false;
        log.RequestMetTrouble(httpContext.Request.Method, httpContext.Request.Path.Value ?? "", trouble.Message);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "5";
        await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = 503, Title = "The database cannot be used now", Detail = trouble.Message, Extensions = { ["code"] = trouble.Code } },
        });
        return true;
    }
}
