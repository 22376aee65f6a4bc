using Microsoft.AspNetCore.Antiforgery;

namespace OpsPortal.Features.People.Access;

/// <summary>A form that was open too long, or came from elsewhere, is shown again with a word about it instead of a bare 400.</summary>
internal static class ExpiredForms
{
    private static readonly string[] Forms = ["/sign-in", "/sign-in/two-factor", "/sign-in/new-password", "/setup", "/account/password"];

    /// <summary>After antiforgery, before the endpoints.</summary>
    public static IApplicationBuilder UseExpiredForms(this IApplicationBuilder app) => app.Use((request, next) =>
    {
        if (request.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } || !Forms.Contains(request.Request.Path.Value, StringComparer.OrdinalIgnoreCase))
            return next(request);

        var returnTo = request.Request.Query["return"].ToString();
        request.Response.Redirect($"{request.Request.Path}?notice=expired{(returnTo.Length > 0 ? $"&return={Uri.EscapeDataString(SignInRoute.Local(returnTo))}" : "")}");
        return Task.CompletedTask;
    });
}
