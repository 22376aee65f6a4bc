using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpsPortal.Features.People.Access;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Administration;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Features.People.Demo;
using OpsPortal.Features.People.Keys;
using OpsPortal.Features.People.Links;
using OpsPortal.Features.People.Oidc;
using OpsPortal.Features.People.Own;
using OpsPortal.Features.People.Passkeys;
using OpsPortal.Features.People.Setup;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Features.People.Traces;

namespace OpsPortal.Features.People;

internal static class PeopleFeature
{
    /// <summary>Longer than a shift with its handoff; every use renews it.</summary>
    private static readonly TimeSpan SessionLasts = TimeSpan.FromHours(12);

    private const string CookieOrKey = "OpsPortal";

    /// <summary>Persons, accounts, keys, and the rule that what names no permission is refused to everyone.</summary>
    public static WebApplicationBuilder AddPeople(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Account>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.Password.RequiredLength = PasswordRules.MinLength;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<AccountStore>().AddSignInManager().AddClaimsPrincipalFactory<AccountClaims>().AddPasswordValidator<PasswordRules>();
        services.AddAuthorization(PermissionPolicies.Apply);
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>().AddScoped<IClaimsTransformation, AddressClaim>();
        AddSchemes(services, builder.Configuration);

        services.AddSingleton<AccountUnits>().AddSingleton<SessionWatch>().AddSingleton<SignInThrottle>().AddSingleton<FirstRun>().AddSingleton<KeyRing>();
        services.AddSingleton<KeyUse>().AddHostedService(provider => provider.GetRequiredService<KeyUse>());
        services.AddScoped<SignIn>().AddScoped<SignInWithCode>().AddScoped<ChooseNewPassword>().AddScoped<SignOut>();
        services.AddScoped<PeopleDesk>().AddScoped<AddPerson>().AddScoped<LinkAccount>().AddScoped<GrantDuty>().AddScoped<RevokeDuty>()
            .AddScoped<DisableAccount>().AddScoped<EnableAccount>().AddScoped<ResetPassword>().AddScoped<ResetTotp>()
            .AddScoped<DutyActs>().AddScoped<AccountActs>();
        services.AddScoped<OwnAccount>().AddScoped<ChangePassword>().AddScoped<EnableTotp>().AddScoped<DisableTotp>();
        services.AddScoped<CreateApiKey>().AddScoped<RevokeApiKey>().AddScoped<CreateFirstAdministrator>().AddScoped<DemoPeople>().AddScoped<PeopleQueries>();
        services.AddScoped<ConfirmIdentity>().AddScoped<StepUpQueries>();
        services.AddSingleton<RelyingParty>().AddSingleton<Ceremonies>().AddSingleton<PasskeyDesk>().AddScoped<ConfirmWithPasskey>().AddScoped<SignInWithPasskey>().AddScoped<AddPasskey>().AddScoped<OwnPasskeys>();
        services.AddScoped<JoinPersons>().AddScoped<UnlinkAccount>().AddScoped<LinkExternal>().AddScoped<LinkActs>().AddScoped<LookAlikeQueries>();
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsValidator>().AddScoped<SignInWithProvider>();
        return builder;
    }

    /// <summary>Who calls, whether the portal is set up yet, and whether the caller may. After routing, before the endpoints.</summary>
    public static WebApplication UsePeople(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseSetupGate();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseExpiredForms();
        return app;
    }

    /// <summary>Adds the demo organisation where it is wanted and allowed; else asks for the first administrator where there is none.</summary>
    public static async Task PreparePeopleAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var wantsDemo = app.Configuration.GetValue<bool>("OpsPortal:Demo");
        if (wantsDemo && app.Environment.IsDevelopment())
        {
            await scope.ServiceProvider.GetRequiredService<DemoPeople>().AddAsync(app.Lifetime.ApplicationStopping);
            return;
        }

        if (wantsDemo) app.Logger.DemoRefused();
        if (await app.Services.GetRequiredService<FirstRun>().OpenAsync(app.Lifetime.ApplicationStopping) is { } token)
            app.Logger.SetupNeeded($"{app.Configuration["Urls"]?.Split(';')[0].TrimEnd('/')}{SetupGate.Path}", token);
    }

    private static void AddSchemes(IServiceCollection services, IConfiguration settings)
    {
        services.AddAuthentication(CookieOrKey)
            .AddPolicyScheme(CookieOrKey, null, either => either.ForwardDefaultSelector = request =>
                request.Request.Headers.ContainsKey("Authorization") || ApiKeyAuthentication.TakesTokenInAddress(request.Request) || ApiKeyAuthentication.TakesKeyHeader(request.Request) ? ApiKeyAuthentication.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null)
            .AddCookie(PendingSignIn.CookieScheme, cookie =>
            {
                cookie.Cookie.Name = "opsportal.sign-in";
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.ExpireTimeSpan = PendingSignIn.ValidFor;
                cookie.SlidingExpiration = false;
            })
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                cookie.Cookie.Name = "opsportal.session";

                // Lax: a link in a mail opens signed in, a form on another site does not.
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ExpireTimeSpan = SessionLasts;
                cookie.LoginPath = "/sign-in";
                cookie.ReturnUrlParameter = "return";
                cookie.Events.OnValidatePrincipal = SessionCheck.ValidateAsync;
                cookie.Events.OnRedirectToLogin = context => MachinePaths.Contain(context.Request.Path)
                    ? context.HttpContext.ChallengeAsync(ApiKeyAuthentication.Scheme)
                    : Redirect(context.HttpContext, context.RedirectUri);
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    // Who is signed in may know that there is no such page; what exists and is closed is said to be closed.
                    context.Response.StatusCode = context.HttpContext.GetEndpoint() is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddOidc(settings);
    }

    private static Task Redirect(HttpContext request, string to)
    {
        request.Response.Redirect(to);
        return Task.CompletedTask;
    }
}
