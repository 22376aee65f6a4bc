using OpsPortal.Domain.Kernel;

namespace OpsPortal.Api;

/// <summary>
/// Keeps another site from acting in the name of whoever is signed in: with a session cookie, an unsafe method must come from
/// the portal's own pages, or carry a header that no other site can add unasked. A key is sent on purpose and needs neither.
/// </summary>
internal sealed class CrossSiteGuard : IEndpointFilter
{
    public const string Code = "cross-site";

    private static readonly Refusal Refused = new(Code, "Signed in by cookie, send X-Requested-With (any value) with every request that changes something, or use an API key.");

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsTrusted(context.HttpContext.Request) ? next(context) : ValueTask.FromResult<object?>(Refused.Problem());

    private static bool IsTrusted(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || request.Headers.ContainsKey("Authorization") || request.Headers.ContainsKey("X-Requested-With")
        || request.Headers["Sec-Fetch-Site"] == "same-origin";
}
