using Microsoft.AspNetCore.Authorization;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People;

internal static class CircuitPolicy
{
    /// <summary>
    /// Opens the connection behind interactive pages to those who may use the portal; pages name their own permission.
    /// The framework maps these endpoints itself and names no policy, so they would be refused to everyone.
    /// </summary>
    public static RazorComponentsEndpointConventionBuilder RequirePortalUseForCircuits(this RazorComponentsEndpointConventionBuilder pages)
    {
        pages.Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && (route.StartsWith("/_blazor", StringComparison.Ordinal) || route.StartsWith("_blazor", StringComparison.Ordinal)))
                endpoint.Metadata.Add(new AuthorizeAttribute(Permissions.PortalUse));
        });
        return pages;
    }
}
