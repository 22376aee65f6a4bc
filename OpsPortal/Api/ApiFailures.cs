using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Api;

/// <summary>Failures of REST routes: what is wrong with the request is said, what is wrong with the portal is logged and only numbered.</summary>
internal sealed partial class ApiFailures(ILogger<ApiFailures> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments(ApiFeature.Root, StringComparison.OrdinalIgnoreCase)) return false;
        switch (exception)
        {
            case BadHttpRequestException { InnerException: JsonException json }:
                await Problems.WriteAsync(httpContext, StatusCodes.Status400BadRequest, $"The body is not the JSON expected here{At(json)}.", "request.malformed-json");
                return true;
            case BadHttpRequestException bad:
                await Problems.WriteAsync(httpContext, bad.StatusCode, Plain(bad));
                return true;
            case DbUpdateConcurrencyException:
                await Problems.WriteAsync(httpContext, StatusCodes.Status409Conflict, "Others change this at the same moment. Look again, then decide.", "changed-meanwhile");
                return true;
            default:
                Failed(log, exception, httpContext.Request.Method, httpContext.Request.Path.Value ?? "");
                await Problems.WriteAsync(httpContext, StatusCodes.Status500InternalServerError, "Something failed inside the portal. Its log has the details under this trace id.");
                return true;
        }
    }

    private static string At(JsonException json) => json.Path is { Length: > 0 } path ? $" (at {path}, line {json.LineNumber + 1})" : "";

    /// <summary>The framework names its own types; callers know the parameter by its name.</summary>
    private static string Plain(BadHttpRequestException bad) =>
        bad.Message.Split('"') is [_, var parameter, _, var value, _] ? $"{parameter.Split(' ')[^1]} cannot be '{value}'." : bad.Message;

    [LoggerMessage(3201, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void Failed(ILogger log, Exception failure, string method, string path);
}
