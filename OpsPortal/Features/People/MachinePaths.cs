namespace OpsPortal.Features.People;

/// <summary>Where machines call: they are answered 401 or 403, never sent to a page.</summary>
internal static class MachinePaths
{
    private static readonly PathString[] Roots = ["/api", "/alertmanager", "/-", "/v1", "/v2", "/intake", "/ofrep", "/hubs", "/metrics", "/health", "/openapi", "/_blazor", "/_framework"];

    public static bool Contain(PathString path) => Array.Exists(Roots, root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
