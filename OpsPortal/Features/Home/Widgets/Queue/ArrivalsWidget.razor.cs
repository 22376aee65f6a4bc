using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Ui.Charts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Home.Widgets.Queue;

/// <summary>Events opened in each minute of the last hour.</summary>
public sealed partial class ArrivalsWidget(DashboardReader reader, Viewer viewer) : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    private Dashboard? Shown { get; set; }

    /// <summary>The last minute is still under way.</summary>
    private IReadOnlyList<Bar> Bars => [.. Shown!.Arrivals.Select(minute => new Bar(Minute(minute), minute.Count))];

    private string Said
    {
        get
        {
            var (sum, most) = (Shown!.Arrivals.Sum(minute => minute.Count), Shown.Arrivals.MaxBy(minute => minute.Count)!);
            return sum == 0 ? "none in the last hour" : $"{Number(sum)} in the last hour, most at {Minute(most)} ({Number(most.Count)})";
        }
    }

    protected override async Task OnParametersSetAsync() => Shown = await reader.ReadAsync(CancellationToken.None);

    private string Minute(MinuteCount minute) => viewer.Local(minute.Start).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
