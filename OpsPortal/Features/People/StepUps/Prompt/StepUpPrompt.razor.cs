using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using MudBlazor;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Features.People.Passkeys;

namespace OpsPortal.Features.People.StepUps.Prompt;

/// <summary>Asks whoever is signed in to show once more who he or she is, and hands the step-up to whoever asked.</summary>
public sealed partial class StepUpPrompt(ConfirmIdentity confirm, StepUpQueries queries, IJSRuntime browser)
{
    /// <summary>A browser asks for a passkey for as long as that; so a person may fetch a key from a bag.</summary>
    private static readonly TimeSpan PasskeyTakes = TimeSpan.FromMinutes(3);

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    /// <summary>What it is for, in a sentence.</summary>
    [Parameter] public string Reason { get; set; } = "";

    private StepUpWays? Ways { get; set; }

    private IReadOnlyList<StepUpMethod> Choices { get; set; } = [];

    private StepUpMethod Chosen { get; set; }

    private string Secret { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>Asks. The id of the step-up goes with the decision; null where the person did not go on.</summary>
    public static async Task<Guid?> AskAsync(IDialogService dialogs, string reason)
    {
        var dialog = await dialogs.ShowAsync<StepUpPrompt>("Confirm that it is you", new DialogParameters<StepUpPrompt> { { prompt => prompt.Reason, reason } }, DialogSizes.Medium);
        return await dialog.Result is { Canceled: false, Data: Guid id } ? id : null;
    }

    protected override async Task OnInitializedAsync()
    {
        Ways = await queries.WaysAsync((await SignedIn).User.ToActor(), CancellationToken.None);
        Choices = [.. Given(Ways)];
        Chosen = Choices.FirstOrDefault();
    }

    /// <summary>The quickest first.</summary>
    private static IEnumerable<StepUpMethod> Given(StepUpWays ways)
    {
        if (ways.Passkey) yield return StepUpMethod.Passkey;
        if (ways.Code) yield return StepUpMethod.Totp;
        if (ways.Password) yield return StepUpMethod.Password;
    }

    private static string Title(StepUpMethod method) => method switch
    {
        StepUpMethod.Passkey => "Passkey",
        StepUpMethod.Totp => "Code",
        _ => "Password",
    };

    private void Choose(StepUpMethod method) => (Chosen, Secret, Why) = (method, "", null);

    private async Task ConfirmAsync()
    {
        if (Busy) return;
        Busy = true;
        var by = (await SignedIn).User.ToActingSession();
        var id = Chosen == StepUpMethod.Passkey ? await WithPasskeyAsync() : Id(Chosen == StepUpMethod.Totp
            ? await confirm.WithCodeAsync(by, Secret, CancellationToken.None)
            : await confirm.WithPasswordAsync(by, Secret, CancellationToken.None));
        (Busy, Secret) = (false, "");
        if (id is { } given) Dialog.Close(DialogResult.Ok(given));
    }

    private Guid? Id(Outcome<StepUp> outcome)
    {
        Why = outcome.Refusal;
        return outcome is Outcome<StepUp>.Done(var stepUp) ? stepUp.Id : null;
    }

    /// <summary>Only the browser itself can ask for a passkey; it brings the answer to the API and gives back what that said.</summary>
    private async Task<Guid?> WithPasskeyAsync()
    {
        var told = await browser.InvokeAsync<BrowserAnswer>("opsPasskeys.stepUp", PasskeyTakes);
        Why = told.Refusal;
        return told.Id;
    }
}
