using Microsoft.AspNetCore.Authorization;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People;

/// <summary>One authorization policy per permission, of the same name; what names no policy is refused to everyone.</summary>
internal static class PermissionPolicies
{
    public static void Apply(AuthorizationOptions options)
    {
        foreach (var permission in Permissions.All)
        {
            options.AddPolicy(permission, policy => policy.RequireAuthenticatedUser()
                .RequireAssertion(context => context.User.ToActor().May(permission)));
        }

        var deny = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
        options.DefaultPolicy = deny;
        options.FallbackPolicy = deny;
    }
}
