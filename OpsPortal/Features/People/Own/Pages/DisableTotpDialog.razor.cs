using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.People.Own.Pages;

/// <summary>Asks for the password before the second step is turned off.</summary>
public sealed partial class DisableTotpDialog(DisableTotp disable)
{
    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private string Password { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private async Task SaveAsync()
    {
        Busy = true;
        Why = (await disable.RunAsync((await SignedIn).User.ToActor(), Password, CancellationToken.None)).Refusal;
        Busy = false;
        if (Why is null) Dialog.Close();
    }
}
