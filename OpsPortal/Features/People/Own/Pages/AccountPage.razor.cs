using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Administration.Dialogs;

namespace OpsPortal.Features.People.Own.Pages;

/// <summary>One's own account: who the portal takes one for, what one may do, and how one signs in.</summary>
public sealed partial class AccountPage(PeopleQueries people, IDialogService dialogs)
{
    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    private PersonRow? Shown { get; set; }

    private AccountRow? Mine { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var actor = (await SignedIn).User.ToActor();
        if (actor.Person is not { } person) return;
        Shown = await people.PersonAsync(person, CancellationToken.None);
        Mine = Shown?.Accounts.FirstOrDefault(account => account.Email == actor.Account);
    }

    private async Task TurnOnAsync()
    {
        var dialog = await dialogs.ShowAsync<EnableTotpDialog>("Turn two-step sign-in on", DialogSizes.Medium);
        await dialog.Result;
        await ReadAsync();
    }

    private async Task TurnOffAsync()
    {
        var dialog = await dialogs.ShowAsync<DisableTotpDialog>("Turn two-step sign-in off", DialogSizes.Medium);
        await dialog.Result;
        await ReadAsync();
    }
}
