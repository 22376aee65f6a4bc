using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.People.Setup.Pages;

/// <summary>Makes the first administrator. Not found once there is an account.</summary>
public sealed partial class SetupPage(CreateFirstAdministrator create, NavigationManager navigation)
{
    [CascadingParameter] public required HttpContext Request { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    [SupplyParameterFromForm(Name = "token")] private string? Token { get; set; }

    [SupplyParameterFromForm(Name = "name")] private string? Name { get; set; }

    [SupplyParameterFromForm(Name = "email")] private string? Email { get; set; }

    [SupplyParameterFromForm(Name = "password")] private string? Password { get; set; }

    private Refusal? Why { get; set; }

    private async Task SubmitAsync()
    {
        var outcome = await create.RunAsync(Token ?? "", Name ?? "", Email ?? "", Password ?? "", Request.From(), Request.RequestAborted);
        Why = outcome.Refusal;
        if (outcome is Outcome<Account>.Done) navigation.NavigateTo("/sign-in?notice=set-up");
    }
}
