using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Services;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages.One;

/// <summary>The form of a service, new or known. Checks as typed; keeps what was typed whatever happens.</summary>
public sealed partial class EditServicePage(ServiceForms forms, Catalogue catalogue, Viewer viewer, NavigationManager navigation, IJSRuntime browser) : ComponentBase, IDisposable
{
    /// <summary>Most services suggested at a time.</summary>
    private const int MostSuggested = 30;

    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private IReadOnlyList<DraftFault> _faults = [];
    private string? _shown;
    private int _version;

    /// <summary>Null: a new service.</summary>
    [Parameter] public string? Key { get; set; }

    private bool IsNew => Key is null;

    private ServiceInput? Input { get; set; }

    private IReadOnlyList<TeamRow> Teams { get; set; } = [];

    private IReadOnlyList<PersonChoice> People { get; set; } = [];

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Heading => IsNew ? "New service" : $"Edit {catalogue.Current.Find(new(Key ?? ""))?.Facts.Name ?? Key}";

    /// <summary>One component serves both addresses; going from one to the other begins anew.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (Input is not null && _shown == Key) return;
        (_shown, Unknown, Why, _faults) = (Key, false, null, []);
        _touched.Clear();
        (Teams, People) = await forms.ChoicesAsync(_leaving.Token);
        var known = Key is null ? null : catalogue.Current.Find(new(Key));
        (Unknown, _version) = (Key is not null && known is null, known?.Version ?? 0);
        Input = known is null ? new() : ServiceInput.Of(known.Facts);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void Touch(string field)
    {
        _touched.Add(field);
        _faults = Input?.Check(catalogue.Current, IsNew) ?? [];
    }

    private IEnumerable<DraftFault> Of(string field) => _touched.Contains(field) ? _faults.Where(fault => fault.Field == field) : [];

    private string? Fault(string field) => Of(field).FirstOrDefault()?.Why.Message;

    private string? Invalid(string field) => Fault(field) is null ? null : "true";

    private IEnumerable<(string Value, string Title)> Suggest(string typed) => catalogue.Current.Services
        .Where(service => service.Key.Value != Key && (service.Key.Value.Contains(typed, StringComparison.OrdinalIgnoreCase) || service.Facts.Name.Contains(typed, StringComparison.OrdinalIgnoreCase)))
        .Take(MostSuggested).Select(service => (service.Key.Value, service.Facts.Name));

    private async Task SaveAsync()
    {
        if (Busy || Input is null) return;
        foreach (var field in (string[])["name", "key", "description", "usersAffected", "dependencies", "environments", "components", "peakHours"]) Touch(field);
        if (_faults.Count > 0)
        {
            Why = new("service.invalid", _faults.Count == 1 ? _faults[0].Why.Message : $"{_faults.Count} things are not right yet; each is told beside its field.");
            return;
        }

        Busy = true;
        try
        {
            Why = await forms.SaveAsync(await viewer.ActorAsync(), Input.ToDraft(), IsNew ? null : _version);
        }
        finally
        {
            Busy = false;
        }

        if (Why is not null) return;
        await browser.InvokeVoidAsync("opsDraftDone", $"service/{Key}");
        navigation.NavigateTo($"/services/{Input.Key.Trim()}");
    }
}

/// <summary>What the form of a service needs.</summary>
public sealed class ServiceForms(SaveService save, TeamQueries teams)
{
    public async Task<(IReadOnlyList<TeamRow> Teams, IReadOnlyList<PersonChoice> People)> ChoicesAsync(CancellationToken stopping) =>
        (await teams.TeamsAsync(stopping), await teams.PeopleAsync(stopping));

    /// <summary>Null where it was saved. Finishes though the person leaves.</summary>
    /// <param name="version">As it was read; null: a new service.</param>
    public async Task<Refusal?> SaveAsync(Domain.People.Actor by, ServiceDraft draft, int? version) =>
        (version is { } seen ? await save.EditAsync(by, draft, seen, CancellationToken.None) : await save.CreateAsync(by, draft, CancellationToken.None)).Refusal;
}
