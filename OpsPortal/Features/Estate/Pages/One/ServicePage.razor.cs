using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages.One;

/// <summary>One service: how it is, whose it is, what it needs and who needs it.</summary>
public sealed partial class ServicePage(ServicePages pages, Viewer viewer, IDialogService dialogs, NavigationManager navigation) : ComponentBase, IDisposable
{
    /// <summary>Most events shown.</summary>
    private const int MostEvents = 20;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    [Parameter] public string Key { get; set; } = "";

    private ServiceRow? Row { get; set; }

    private bool Unknown { get; set; }

    private bool MayWrite { get; set; }

    private bool MaySeeChanges { get; set; }

    private IReadOnlyList<EventRow> Events { get; set; } = [];

    private IReadOnlyList<(DependencyKind Kind, ServiceRow Other)> Needs { get; set; } = [];

    private IReadOnlyList<(DependencyKind Kind, ServiceRow Other)> NeededBy { get; set; } = [];

    private string Summary
    {
        get
        {
            if (Row is null) return "";
            var owner = string.Join(" and ", new[] { Row.Entry.TeamName, Row.Entry.PersonName }.Where(name => name.Length > 0));
            var users = Row.Entry.Facts.UsersAffected.ToString("N0", CultureInfo.InvariantCulture);
            var now = Row.Health.Worst is { } worst ? $"{Row.Health.Open} open {(Row.Health.Open == 1 ? "event" : "events")}, {worst} at worst" : "no open event";
            return $"{(owner.Length > 0 ? $"Owned by {owner}" : "Nobody owns it")}; {users} people notice when it is down; {Row.Dependants} {(Row.Dependants == 1 ? "service depends" : "services depend")} on it. Now: {now}.";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var actor = await viewer.ActorAsync();
        (MayWrite, MaySeeChanges) = (actor.May(Permissions.ServicesWrite), actor.May(Permissions.ChangesRead));
        _changes = pages.Follow(() => InvokeAsync(ReadAsync));
    }

    /// <summary>A link to another service comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (Row is not null && Row.Key.Value == Key) return;
        (Row, Unknown) = (null, false);
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            var asked = Key;
            var story = ServiceKey.TryParse(asked, null, out var key) ? await pages.ReadAsync(key, MostEvents, _leaving.Token) : null;
            if (asked != Key) return;
            (Row, Unknown) = (story?.Row, story is null);
            (Events, Needs, NeededBy) = story is null ? ([], [], []) : (story.Events, story.Needs, story.NeededBy);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Events = []; // nobody looks any more
        }
    }

    private async Task DeleteAsync()
    {
        if (Row is null) return;
        var dialog = await dialogs.ShowAsync<DeleteServiceDialog>($"Delete {Row.Entry.Facts.Name}", new DialogParameters<DeleteServiceDialog>
        {
            { asked => asked.Key, Row.Key }, { asked => asked.Name, Row.Entry.Facts.Name }, { asked => asked.Dependants, [.. NeededBy.Select(needed => needed.Other.Entry.Facts.Name).Distinct()] },
        });
        if (await dialog.Result is { Canceled: false }) navigation.NavigateTo("/services");
    }
}
