using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Access.Pages;

/// <summary>Second step: a code. Sends back to the first when there is none to continue.</summary>
public sealed partial class TwoFactorPage(SignInWithCode signIn, NavigationManager navigation)
{
    [CascadingParameter] public required HttpContext Request { get; set; }

    [SupplyParameterFromQuery(Name = "return")] private string? ReturnTo { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    [SupplyParameterFromForm(Name = "code")] private string? Code { get; set; }

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await PendingSignIn.ReadAsync(Request) is null) navigation.NavigateTo(SignInRoute.Restart(ReturnTo));
    }

    private async Task SubmitAsync()
    {
        var outcome = await signIn.RunAsync(Request, Code ?? "");
        Why = outcome.Refusal;
        if (Why == PeopleRefusals.SignInExpired) navigation.NavigateTo(SignInRoute.Restart(ReturnTo));
        if (Why == PeopleRefusals.TooManyAttempts) Request.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        if (outcome is Outcome<SignInStep>.Done(var step)) navigation.NavigateTo(SignInRoute.After(step, ReturnTo));
    }
}
