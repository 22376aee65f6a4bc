using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Keys.Pages;

/// <summary>Asks what a key is for, what it may do and how long; then shows it once.</summary>
public sealed partial class CreateApiKeyDialog(CreateApiKey create, TimeProvider clock)
{
    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private string Name { get; set; } = "";

    /// <summary>How many days the key lasts; 0: for ever.</summary>
    private int Days { get; set; } = 365;

    private HashSet<string> Chosen { get; } = new(StringComparer.Ordinal) { Permissions.SignalsIngest };

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private NewApiKey? Made { get; set; }

    private void Choose(string scope, bool on) => _ = on ? Chosen.Add(scope) : Chosen.Remove(scope);

    private async Task SaveAsync()
    {
        Busy = true;
        DateTimeOffset? expires = Days == 0 ? null : clock.GetUtcNow().AddDays(Days);
        var outcome = await create.RunAsync((await SignedIn).User.ToActor(), Name, Chosen, expires, CancellationToken.None);
        Why = outcome.Refusal;
        Made = (outcome as Outcome<NewApiKey>.Done)?.Value;
        Busy = false;
    }
}
