using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace OpsPortal.Api;

/// <summary>Answers a request whose address or body cannot be read with what is wrong with it.</summary>
internal sealed class UnreadableRequestAnswer(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable) return false;
        httpContext.Response.StatusCode = unreadable.StatusCode;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Status = unreadable.StatusCode, Detail = Detail(unreadable) } });
    }

    private static string Detail(BadHttpRequestException unreadable) => unreadable switch
    {
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "Send JSON, with Content-Type: application/json.",
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => "The body is too large.",
        { InnerException: JsonException { Path: { Length: > 1 } path } } => $"The body is JSON, but what stands at {path} is not what belongs there.",
        { InnerException: JsonException } => "The body is not the JSON object that this operation takes.",
        _ => "The address or the body lacks something, or holds a value that cannot be read. Events are named as EVT-1042 or 1042.",
    };
}
