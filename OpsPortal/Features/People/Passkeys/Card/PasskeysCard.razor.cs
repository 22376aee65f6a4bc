using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Features.People.StepUps.Prompt;

namespace OpsPortal.Features.People.Passkeys.Card;

/// <summary>One's own passkeys, to add, name and remove.</summary>
public sealed partial class PasskeysCard(OwnPasskeys own, StepUpQueries ways, IDialogService dialogs, IJSRuntime browser)
{
    /// <summary>The browser waits for the person, who may have to look for a device.</summary>
    private static readonly TimeSpan AddingTakes = TimeSpan.FromMinutes(4);

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private IReadOnlyList<PasskeyRow>? Rows { get; set; }

    private string Name { get; set; } = "";

    /// <summary>The id of the one that is being renamed.</summary>
    private string? Renaming { get; set; }

    private string NewName { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string? Told { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync() => Rows = await own.ListAsync((await SignedIn).User.ToActor(), CancellationToken.None);

    private async Task AddAsync()
    {
        if (Busy || string.IsNullOrWhiteSpace(Name)) return;
        (Why, Told) = (null, null);

        // Whoever has nothing to confirm with has just been signed in by the identity provider, or is refused.
        var stepUp = (await ways.WaysAsync((await SignedIn).User.ToActor(), CancellationToken.None)).Any ? await StepUpPrompt.AskAsync(dialogs, "Before a passkey is added to your account.") : Guid.Empty;
        if (stepUp is not { } shown) return;
        Busy = true;
        Why = (await browser.InvokeAsync<BrowserAnswer>("opsPasskeys.add", AddingTakes, shown == Guid.Empty ? (Guid?)null : shown, Name)).Refusal;
        Busy = false;
        if (Why is null) (Told, Name) = ($"{Name.Trim()} is added. You can sign in with it from now on.", "");
        await ReadAsync();
    }

    private void Rename(PasskeyRow row) => (Renaming, NewName, Why, Told) = (row.Id, row.Name, null, null);

    private async Task SaveNameAsync(PasskeyRow row)
    {
        Why = (await own.RenameAsync((await SignedIn).User.ToActingSession(), row.Id, NewName, CancellationToken.None)).Refusal;
        if (Why is null) Renaming = null;
        await ReadAsync();
    }

    private async Task RemoveAsync(PasskeyRow row)
    {
        (Why, Told) = (null, null);
        if (await StepUpPrompt.AskAsync(dialogs, $"Before {row.Name} is removed. It then no longer signs you in.") is not { } stepUp) return;
        Why = (await own.RemoveAsync((await SignedIn).User.ToActingSession(), row.Id, stepUp, CancellationToken.None)).Refusal;
        if (Why is null) Told = $"{row.Name} is removed.";
        await ReadAsync();
    }
}
