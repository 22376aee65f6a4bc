using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.Components;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.Detect.Monitors.Tightening;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Monitors.Pages;

/// <summary>One monitor: how it stands, what it has seen, when it will be full, and what another setting would have done.</summary>
public sealed partial class MonitorPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private (int Version, DateTimeOffset? RanAt) _shown = (-1, null);

    [Inject] private MonitorPageTools Tools { get; set; } = default!;

    [Inject] private Viewer Viewer { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary><c>MON-7</c> or <c>7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    /// <summary>Hours shown in the chart.</summary>
    [SupplyParameterFromQuery(Name = "hours")] public int? Hours { get; set; }

    private MonitorView? View { get; set; }

    private bool Unknown { get; set; }

    private Refusal? Why { get; set; }

    private MonitorChart? Chart { get; set; }

    private IReadOnlyList<SeriesForecast> Forecasts { get; set; } = [];

    private IReadOnlyList<TighterValue> Tighter { get; set; } = [];

    /// <summary>The levels by which it is judged now.</summary>
    private Threshold Threshold => View!.Draft.ThresholdFor(View.Row.Service) is var usual && Tighter is [var tightest, ..] ? TighterLevel.At(usual, tightest.Value) : usual;

    private bool MayWrite => _actor.May(Permissions.MonitorsWrite);

    private int Shown => Hours is { } hours and >= 1 and <= 2160 ? hours : 24;

    protected override async Task OnInitializedAsync()
    {
        _actor = await Viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = Tools.Follow(() => InvokeAsync(ReadAsync));
    }

    protected override async Task OnParametersSetAsync()
    {
        _shown = (-1, null);
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
        if (!MonitorNumber.TryParse(Number, null, out var number) || await Tools.Monitors.ViewAsync(number, _leaving.Token) is not { } view)
        {
            Unknown = true;
            return;
        }

        (View, Tighter) = (view, await Tools.TighterAsync(view, _leaving.Token));

        // Others are evaluated all the time; what is drawn is read anew only when this one was.
        if (_shown != (view.Row.Version, view.Row.RanAt))
        {
            _shown = (view.Row.Version, view.Row.RanAt);
            Chart = await Tools.ChartAsync(view, Shown, _leaving.Token);
            Forecasts = view.Draft.Kind == MonitorKind.Capacity ? await Tools.ForecastAsync(view, _leaving.Token) : [];
        }

        StateHasChanged();
    }

    private async Task EnableAsync(bool enabled)
    {
        Why = (await Tools.Enable.RunAsync(_actor, View!.Row.Number, enabled, View.Row.Version, _leaving.Token)).Refusal;
        await ReadAsync();
    }

    private async Task DeleteAsync()
    {
        var dialog = await Dialogs.ShowAsync<DeleteMonitorDialog>("Delete monitor", new DialogParameters<DeleteMonitorDialog> { { asked => asked.Number, View!.Row.Number.ToString() }, { asked => asked.Name, View.Row.Name } });
        if (await dialog.Result is not { Canceled: false, Data: string name }) return;
        Why = (await Tools.Delete.RunAsync(_actor, View.Row.Number, name, View.Row.Version, _leaving.Token)).Refusal;
        if (Why is null) Navigation.NavigateTo("/monitors");
    }

    private static string Say(Forecast forecast)
    {
        if (forecast.Reaches is not { } reaches) return "No trend towards full.";
        var latest = forecast.Latest is { } late ? $"between {Day(forecast.Earliest!.Value)} and {Day(late)}" : $"not before {Day(forecast.Earliest!.Value)}";
        return $"Full on {Day(reaches)}, {latest}.";
    }

    private static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
