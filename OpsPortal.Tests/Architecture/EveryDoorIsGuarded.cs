using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.People;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Architecture;

/// <summary>Every route, page and hub method names the permission it demands, or is open to everyone on purpose and listed.</summary>
public sealed class EveryDoorIsGuarded(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>The policy of <c>/metrics</c>: its permission, or an address that the settings allow.</summary>
    private static readonly HashSet<string> Known = [.. Permissions.All, "metrics.scrape"];

    /// <summary>Blazor's redirect to other sites and the static files' own fallback, neither of which is used.</summary>
    private static readonly HashSet<string> Shut = ["/_framework/opaque-redirect", "/{**path:file}"];

    [Fact]
    public void Routes_and_the_permission_each_demands_are_as_committed() =>
        Snapshot.Matches("OpsPortal.Tests/Contracts/routes.txt", string.Join('\n', Routes().Select(route => $"{route.Method,-7} {route.Path,-70} {route.Demands}").Order(StringComparer.Ordinal)) + "\n");

    /// <summary>What demands nothing is refused to everyone; only two doors of the framework may be like that.</summary>
    [Fact]
    public void No_route_of_ours_is_closed_by_oversight() => Assert.DoesNotContain(Routes(), route => route.Demands is "shut" && !Shut.Contains(route.Path));

    [Fact]
    public void Every_page_says_who_may_see_it() => Assert.Empty(typeof(Program).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(RouteAttribute), inherit: false))
        .Where(page => !page.IsDefined(typeof(AllowAnonymousAttribute)) && !page.GetCustomAttributes<AuthorizeAttribute>().Any(demand => Permissions.All.Contains(demand.Policy ?? "")))
        .Select(page => page.FullName));

    [Fact]
    public void Every_hub_method_says_who_may_call_it() => Assert.Empty(typeof(Program).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Hub)))
        .SelectMany(hub => hub.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(method => method.GetBaseDefinition().DeclaringType == hub))
        .Where(method => !method.GetCustomAttributes<AuthorizeAttribute>().Concat(method.DeclaringType!.GetCustomAttributes<AuthorizeAttribute>()).Any(demand => Permissions.All.Contains(demand.Policy ?? "")))
        .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));

    private List<(string Method, string Path, string Demands)> Routes() =>
    [
        .. from endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["ANY"]
           select (method, "/" + endpoint.RoutePattern.RawText?.TrimStart('/'), Demands(endpoint)),
    ];

    /// <summary>As the framework decides: an open door wins; else every policy named must hold.</summary>
    private static string Demands(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return "anyone";
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(demand => demand.Policy ?? "").Distinct().Order(StringComparer.Ordinal).ToList();
        return policies.Count > 0 && policies.TrueForAll(Known.Contains) ? string.Join(" and ", policies) : "shut";
    }
}
