using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Components;
using OpsPortal.Features.People.Links;
using OpsPortal.Live;

namespace OpsPortal.Features.People.Traces.Pages;

/// <summary>Accounts that look like one person, for somebody to look at and to link.</summary>
public sealed partial class LookAlikesPage(LookAlikeQueries lookAlikes, JoinPersons join, IDialogService dialogs, ChangeFeed feed) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private IReadOnlyList<LookAlikeRow>? Rows { get; set; }

    private Refusal? Why { get; set; }

    public void Dispose()
    {
        _subscription?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive) _subscription = feed.Subscribe(ChangeKind.People, () => _ = InvokeAsync(ReadAsync));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        var read = await lookAlikes.ReadAsync((await SignedIn).User.ToActor(), _leaving.Token);
        if (read is Outcome<IReadOnlyList<LookAlikeRow>>.Done(var rows)) Rows = rows;
        else Why = read.Refusal;
        StateHasChanged();
    }

    private async Task JoinAsync(LookAlikeAccount account, LookAlikeAccount to)
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Is {account.Email} an account of {to.Name}?", $"It then may do what {to.Name} may do, and counts as the same person in approvals. Every session of both ends.", "Link")) return;
        Why = (await join.RunAsync((await SignedIn).User.ToActor(), account.Account, to.Person, CancellationToken.None)).Refusal;
        await ReadAsync();
    }
}
