using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Access.Pages;

/// <summary>Last step after a one-time password: a password of one's own.</summary>
public sealed partial class NewPasswordPage(ChooseNewPassword choose, NavigationManager navigation)
{
    [CascadingParameter] public required HttpContext Request { get; set; }

    [SupplyParameterFromQuery(Name = "return")] private string? ReturnTo { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    [SupplyParameterFromForm(Name = "password")] private string? Password { get; set; }

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await PendingSignIn.ReadAsync(Request) is null) navigation.NavigateTo(SignInRoute.Restart(ReturnTo));
    }

    private async Task SubmitAsync()
    {
        var outcome = await choose.RunAsync(Request, Password ?? "");
        Why = outcome.Refusal;
        if (Why == PeopleRefusals.SignInExpired) navigation.NavigateTo(SignInRoute.Restart(ReturnTo));
        if (outcome is Outcome<SignInStep>.Done) navigation.NavigateTo(SignInRoute.Local(ReturnTo));
    }
}
