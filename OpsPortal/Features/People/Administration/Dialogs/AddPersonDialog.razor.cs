using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Administration.Dialogs;

/// <summary>Asks for name, e-mail and duties; then shows the one-time password.</summary>
public sealed partial class AddPersonDialog(AddPerson add)
{
    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private string Name { get; set; } = "";

    private string Email { get; set; } = "";

    private HashSet<Duty> Chosen { get; } = [];

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private NewAccount? Added { get; set; }

    private void Choose(Duty duty, bool on) => _ = on ? Chosen.Add(duty) : Chosen.Remove(duty);

    private async Task SaveAsync()
    {
        Busy = true;
        var outcome = await add.RunAsync((await SignedIn).User.ToActor(), Name, Email, Chosen, CancellationToken.None);
        Why = outcome.Refusal;
        Added = (outcome as Outcome<NewAccount>.Done)?.Value;
        Busy = false;
    }
}
