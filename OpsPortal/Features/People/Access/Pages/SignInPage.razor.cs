using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Oidc;

namespace OpsPortal.Features.People.Access.Pages;

/// <summary>First step: e-mail and password. Works without script.</summary>
public sealed partial class SignInPage(SignIn signIn, IOptions<OidcOptions> oidc, NavigationManager navigation)
{
    [CascadingParameter] public required HttpContext Request { get; set; }

    [SupplyParameterFromQuery(Name = "return")] private string? ReturnTo { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    [SupplyParameterFromForm(Name = "email")] private string? Email { get; set; }

    [SupplyParameterFromForm(Name = "password")] private string? Password { get; set; }

    private Refusal? Why { get; set; }

    private OidcOptions Provider => oidc.Value;

    private string OidcAddress => OidcEndpoints.Begin + (ReturnTo is null ? "" : $"?return={Uri.EscapeDataString(SignInRoute.Local(ReturnTo))}");

    protected override void OnInitialized()
    {
        if (HttpMethods.IsGet(Request.Request.Method) && Notice is null && Request.Actor().Person is not null)
            navigation.NavigateTo(SignInRoute.Local(ReturnTo));
    }

    private async Task SubmitAsync()
    {
        var outcome = await signIn.RunAsync(Request, Email ?? "", Password ?? "");
        Why = outcome.Refusal;
        if (Why == PeopleRefusals.TooManyAttempts) Request.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        if (outcome is Outcome<SignInStep>.Done(var step)) navigation.NavigateTo(SignInRoute.After(step, ReturnTo));
    }
}
