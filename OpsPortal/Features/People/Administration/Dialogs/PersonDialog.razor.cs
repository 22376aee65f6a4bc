using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Components;

namespace OpsPortal.Features.People.Administration.Dialogs;

/// <summary>One person: duties to grant and revoke, accounts to link, disable and help out.</summary>
public sealed partial class PersonDialog(PeopleQueries people, DutyActs duties, AccountActs accounts, IDialogService dialogs, TimeProvider clock)
{
    [Parameter, EditorRequired] public PersonId Id { get; set; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private PersonRow? Shown { get; set; }

    private Duty? Chosen { get; set; }

    private string Email { get; set; } = "";

    /// <summary>The account whose subject at the identity provider is being asked for.</summary>
    private Guid? Linking { get; set; }

    private string Subject { get; set; } = "";

    private Refusal? Why { get; set; }

    private NewAccount? Secret { get; set; }

    protected override async Task OnInitializedAsync() => Shown = await people.PersonAsync(Id, CancellationToken.None);

    private string State(AccountRow account) => AccountState.Of(account, clock.GetUtcNow());

    private async Task GrantAsync()
    {
        if (Chosen is not { } duty) return;
        await ActAsync(by => duties.Grant.RunAsync(by, Id, duty, CancellationToken.None));
        Chosen = null;
    }

    private async Task RevokeAsync(Duty duty)
    {
        if (await SureAsync($"Revoke {Duties.Title(duty)}?", $"{Shown?.Name} is signed out everywhere and loses what this duty allows.", "Revoke"))
            await ActAsync(by => duties.Revoke.RunAsync(by, Id, duty, CancellationToken.None));
    }

    private async Task LinkAsync()
    {
        await ActAsync(by => accounts.Links.Add.RunAsync(by, Id, Email, CancellationToken.None));
        if (Why is null) Email = "";
    }

    private async Task UnlinkAsync(AccountRow account)
    {
        if (await SureAsync($"Unlink {account.Email}?", $"It becomes the account of somebody without any duty, and every session of {Shown?.Name} ends. What was done with it stays recorded as done by {Shown?.Name}.", "Unlink"))
            await ActAsync(by => accounts.Links.Unlink.RunAsync(by, account.Id, CancellationToken.None));
    }

    private void AskSubject(AccountRow account) => (Linking, Subject) = (Linking == account.Id ? null : account.Id, "");

    private async Task LinkProviderAsync(AccountRow account)
    {
        await ActAsync(by => accounts.Links.External.LinkAsync(by, account.Id, Subject, CancellationToken.None));
        if (Why is null) Linking = null;
    }

    private async Task UnlinkProviderAsync(AccountRow account)
    {
        if (await SureAsync($"Unlink {account.Email} from the identity provider?", "The identity provider no longer signs this account in, and every session of the person ends.", "Unlink provider"))
            await ActAsync(by => accounts.Links.External.UnlinkAsync(by, account.Id, CancellationToken.None));
    }

    private async Task DisableAsync(AccountRow account)
    {
        if (await SureAsync($"Disable {account.Email}?", "The account is signed out everywhere and cannot sign in until it is enabled again.", "Disable"))
            await ActAsync(by => accounts.Disable.RunAsync(by, account.Id, CancellationToken.None));
    }

    private Task EnableAsync(AccountRow account) => ActAsync(by => accounts.Enable.RunAsync(by, account.Id, CancellationToken.None));

    private async Task ResetPasswordAsync(AccountRow account)
    {
        if (await SureAsync($"Reset the password of {account.Email}?", "The account is signed out everywhere. You get a one-time password to hand over.", "Reset password"))
            await ActAsync(by => accounts.ResetPassword.RunAsync(by, account.Id, CancellationToken.None));
    }

    private async Task ResetTotpAsync(AccountRow account)
    {
        if (await SureAsync($"Reset the second step of {account.Email}?", "The password alone will sign in until the person sets the second step up again.", "Reset second step"))
            await ActAsync(by => accounts.ResetTotp.RunAsync(by, account.Id, CancellationToken.None));
    }

    private Task<bool> SureAsync(string question, string consequence, string act) => ConfirmDialog.AskAsync(dialogs, question, consequence, act);

    private async Task ActAsync<T>(Func<Actor, Task<Outcome<T>>> act)
    {
        var outcome = await act((await SignedIn).User.ToActor());
        Why = outcome.Refusal;
        Secret = outcome is Outcome<T>.Done { Value: NewAccount made } ? made : null;
        Shown = await people.PersonAsync(Id, CancellationToken.None);
    }
}
