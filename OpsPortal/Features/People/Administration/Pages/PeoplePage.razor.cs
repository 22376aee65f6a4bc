using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Live;

namespace OpsPortal.Features.People.Administration.Pages;

/// <summary>Everybody with accounts and duties; follows changes that others make.</summary>
public sealed partial class PeoplePage(PeopleQueries people, IDialogService dialogs, ChangeFeed feed, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;

    private IReadOnlyList<PersonRow>? Rows { get; set; }

    private string Text { get; set; } = "";

    private IReadOnlyList<PersonRow> Found =>
        [.. (Rows ?? []).Where(row => Text.Trim() is var text && (Has(row.Name, text) || row.Accounts.Any(account => Has(account.Email, text))))];

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

    private static bool Has(string name, string text) => name.Contains(text, StringComparison.OrdinalIgnoreCase);

    private string State(AccountRow account) => AccountState.Of(account, clock.GetUtcNow());

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Rows = await people.PeopleAsync(_leaving.Token);
        StateHasChanged();
    }

    private Task AddAsync() => dialogs.ShowAsync<AddPersonDialog>("Add person", DialogSizes.Medium);

    private Task ManageAsync(PersonId person) =>
        dialogs.ShowAsync<PersonDialog>("Manage person", new DialogParameters<PersonDialog> { { dialog => dialog.Id, person } }, DialogSizes.Wide);
}
