using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Routing.Template;

namespace OpsPortal.Api;

/// <summary>
/// Tells a known caller that there is no such path (404), or not with this method (405 with <c>Allow</c>), where the rule that
/// whatever names no permission is shut would say 403. Nobody in particular is told nothing but 401, so paths cannot be tried out.
/// </summary>
internal sealed class NoSuchRouteAnswer : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden || context.User.Identity is not { IsAuthenticated: true } || !IsMissing(context)) return _usual.HandleAsync(next, context, policy, authorizeResult);
        var allowed = Methods(context);
        context.Response.StatusCode = allowed.Count > 0 ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
        if (allowed.Count > 0) context.Response.Headers.Allow = string.Join(", ", allowed);
        return Task.CompletedTask;
    }

    private static bool IsMissing(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiFeature.Root, StringComparison.OrdinalIgnoreCase) ? context.GetEndpoint() is not RouteEndpoint known || !IsOfApi(known) : context.GetEndpoint() is null;

    private static bool IsOfApi(RouteEndpoint endpoint) =>
        new PathString("/" + endpoint.RoutePattern.RawText?.TrimStart('/')).StartsWithSegments(ApiFeature.Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>The methods that this path knows. Routing cannot be asked: the static files' catch-all takes any path for known by GET.</summary>
    private static IReadOnlyCollection<string> Methods(HttpContext context) => new SortedSet<string>(
        context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsOfApi)
            .Where(endpoint => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(context.Request.Path, []))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []), StringComparer.Ordinal);
}
