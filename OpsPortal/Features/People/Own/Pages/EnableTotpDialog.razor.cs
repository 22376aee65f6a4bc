using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Own.Pages;

/// <summary>Shows a fresh secret, asks for a code that proves it arrived, then shows the recovery codes once.</summary>
public sealed partial class EnableTotpDialog(EnableTotp enable)
{
    private readonly string _secret = TwoStep.NewSecret();

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private string Picture { get; set; } = "";

    private string Grouped => string.Join(' ', _secret.Chunk(4).Select(group => new string(group)));

    private string Code { get; set; } = "";

    private string Password { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private IReadOnlyList<string>? RecoveryCodes { get; set; }

    protected override async Task OnInitializedAsync() =>
        Picture = TwoStep.Picture(TwoStep.Address(_secret, (await SignedIn).User.ToActor().Account));

    private async Task SaveAsync()
    {
        Busy = true;
        var outcome = await enable.RunAsync((await SignedIn).User.ToActor(), Password, _secret, Code, CancellationToken.None);
        Why = outcome.Refusal;
        RecoveryCodes = (outcome as Outcome<IReadOnlyList<string>>.Done)?.Value;
        Busy = false;
    }
}
