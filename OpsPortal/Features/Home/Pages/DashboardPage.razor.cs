using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Features.Home.Widgets;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Home.Pages;

/// <summary>How things stand for whoever looks: parts that each may arrange, keep and share. What is shown is in the address.</summary>
public sealed partial class DashboardPage(DashboardTools tools, Viewer viewer, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary>Keys of widgets, parted by commas; left out: what this person has kept, or what is usual for what they do.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? Asked { get; set; }

    private IReadOnlyList<string> Keys { get; set; } = [];

    private IReadOnlyList<HomeWidget> Shown { get; set; } = [];

    private IReadOnlyList<HomeWidget> Missing => [.. HomeWidget.All.Where(widget => _actor.May(widget.Permission) && !Keys.Contains(widget.Key))];

    private string Query => $"show={string.Join(',', Keys)}";

    private bool Arranging { get; set; }

    private bool IsEmpty { get; set; }

    private DateTimeOffset ReadAt { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = tools.Follow(() => InvokeAsync(ReadAsync));
        _beat = tools.Ticker.Listen(() => _ = InvokeAsync(ReadAsync));
    }

    protected override async Task OnParametersSetAsync()
    {
        Keys = Asked is { Length: > 0 } asked ? asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : (_actor.Person is { } me ? await tools.KeptAsync(me, _leaving.Token) : null) ?? HomeWidget.Usual(_actor);
        Shown = HomeWidget.Of(Keys, _actor);
        Keys = [.. Shown.Select(widget => widget.Key)];
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _beat?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            IsEmpty = _actor.May(Permissions.EventsRead) && (await tools.Reader.ReadAsync(_leaving.Token)).IsEmpty;
            (Failure, ReadAt) = (null, viewer.Now);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException)
        {
            Failure = "The database did not answer just now; what you see may be out of date.";
        }

        StateHasChanged();
    }

    private void Move(int place, int by)
    {
        var keys = Keys.ToList();
        (keys[place], keys[place + by]) = (keys[place + by], keys[place]);
        Show(keys);
    }

    private void Show(IReadOnlyList<string> keys)
    {
        Said = "";
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("show", keys.Count == 0 ? null : string.Join(',', keys)), replace: true);
    }

    private async Task KeepAsync()
    {
        if (_actor.Person is not { } me) return;
        await tools.KeepAsync(me, Keys, _leaving.Token);
        Said = "Kept. It opens like this from now on.";
    }

    private async Task ForgetAsync()
    {
        if (_actor.Person is not { } me) return;
        await tools.KeepAsync(me, null, _leaving.Token);
        Show([]);
        Said = "It is as it comes again.";
    }
}
