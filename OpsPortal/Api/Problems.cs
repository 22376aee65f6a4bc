using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Api;

/// <summary>Everything that is not a success, as problem details (RFC 9457) with a <c>code</c> that programs can rely on.</summary>
internal static class Problems
{
    public const string CodeName = "code";

    public static ProblemHttpResult ToProblem(this Refusal why, int? status = null) => Of(status ?? StatusOf(why.Code), why.Code, why.Message);

    public static ProblemHttpResult Of(int status, string code, string message) => TypedResults.Problem(
        message, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { [CodeName] = code });

    /// <summary>Which status says the same as the code of a refusal: what is wrong with the request is 422, what is in its way 409.</summary>
    public static int StatusOf(string code) => code switch
    {
        Refusals.ForbiddenCode => StatusCodes.Status403Forbidden,
        "not-found" => StatusCodes.Status404NotFound,
        _ when Says(code, "-missing", "-too-long", "-in-past", "-invalid", "-may-not-work") => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    };

    public static async Task WriteAsync(HttpContext request, int status, string? detail = null, string? code = null)
    {
        request.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail, Extensions = { [CodeName] = code ?? CodeOf(status) } };
        var service = request.RequestServices.GetRequiredService<IProblemDetailsService>();
        if (!await service.TryWriteAsync(new() { HttpContext = request, ProblemDetails = problem }))
            await request.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }

    /// <summary>Adds a code to a problem that the framework has written.</summary>
    public static void Complete(ProblemDetailsContext context) =>
        context.ProblemDetails.Extensions.TryAdd(CodeName, CodeOf(context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode));

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "request.invalid",
        StatusCodes.Status401Unauthorized => "unauthenticated",
        StatusCodes.Status403Forbidden => Refusals.ForbiddenCode,
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "request.method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "request.too-large",
        StatusCodes.Status415UnsupportedMediaType => "request.unsupported-media-type",
        StatusCodes.Status429TooManyRequests => "rate-limited",
        StatusCodes.Status500InternalServerError => "internal",
        _ => "request.refused",
    };

    private static bool Says(string code, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (code.EndsWith(ending, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
