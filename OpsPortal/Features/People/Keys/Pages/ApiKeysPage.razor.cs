using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;

namespace OpsPortal.Features.People.Keys.Pages;

/// <summary>Every key of a machine: what it may do, how long, and when it was last used.</summary>
public sealed partial class ApiKeysPage(PeopleQueries people, RevokeApiKey revoke, IDialogService dialogs, ChangeFeed feed, TimeProvider clock) : IDisposable
{
    private const int ScopesShown = 3;

    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;

    [CascadingParameter] public required Task<AuthenticationState> SignedIn { get; set; }

    private IReadOnlyList<ApiKeyRow>? Rows { get; set; }

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

    private static string Scopes(ApiKeyRow key) => key.Scopes.Count <= ScopesShown + 1
        ? string.Join(", ", key.Scopes)
        : $"{string.Join(", ", key.Scopes.Take(ScopesShown))} and {key.Scopes.Count - ScopesShown} more";

    private bool IsExpired(ApiKeyRow key) => key.ExpiresAt <= clock.GetUtcNow();

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Rows = await people.KeysAsync(_leaving.Token);
        StateHasChanged();
    }

    private Task CreateAsync() => dialogs.ShowAsync<CreateApiKeyDialog>("Create API key", DialogSizes.Medium);

    private async Task RevokeAsync(ApiKeyRow key)
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Revoke {key.Name}?", "Every sender that uses this key is refused at once. This cannot be undone.", "Revoke")) return;
        Why = (await revoke.RunAsync((await SignedIn).User.ToActor(), key.Id, _leaving.Token)).Refusal;
        await ReadAsync();
    }
}
