using Microsoft.AspNetCore.Diagnostics;

namespace OpsPortal.Ui.Shell;

/// <summary>Answers a page that failed with a page that says so; programs are left to those who answer programs.</summary>
internal sealed class PageFailures : IExceptionHandler
{
    /// <summary>Whether whoever asks reads pages.</summary>
    public static bool IsPage(HttpContext request) =>
        HttpMethods.IsGet(request.Request.Method) && request.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsPage(httpContext)) return ValueTask.FromResult(false);
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return ValueTask.FromResult(true);
    }
}
