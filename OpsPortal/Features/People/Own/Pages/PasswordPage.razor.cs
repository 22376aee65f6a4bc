using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.People.Own.Pages;

/// <summary>Changes one's own password. Not an interactive page, because only a request can renew this browser's session.</summary>
public sealed partial class PasswordPage(ChangePassword change, IUserClaimsPrincipalFactory<Account> claims, NavigationManager navigation)
{
    [CascadingParameter] public required HttpContext Request { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    [SupplyParameterFromForm(Name = "current")] private string? Current { get; set; }

    [SupplyParameterFromForm(Name = "password")] private string? Password { get; set; }

    private Refusal? Why { get; set; }

    private async Task SubmitAsync()
    {
        var outcome = await change.RunAsync(Request.Actor(), Current ?? "", Password ?? "", Request.RequestAborted);
        Why = outcome.Refusal;
        if (outcome is not Outcome<Account>.Done(var account)) return;
        await Request.SignInAsync(IdentityConstants.ApplicationScheme, await claims.CreateAsync(account));
        navigation.NavigateTo("/account?notice=password-changed");
    }
}
