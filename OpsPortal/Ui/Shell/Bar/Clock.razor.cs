using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Ui.Shell.Bar;

/// <summary>The time in UTC and, where it is another, in the browser's zone.</summary>
public sealed partial class Clock(Viewer viewer, Ticker ticker) : ComponentBase, IDisposable
{
    private IDisposable? _listening;
    private string _shown = "";

    private string Utc => Minute(viewer.Now);

    private string? Local => viewer.Zone.GetUtcOffset(viewer.Now) == TimeSpan.Zero ? null : Minute(viewer.Local(viewer.Now));

    private string ZoneName => viewer.Zone.Id.Split('/')[^1].Replace('_', ' ');

    private string Iso => viewer.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);

    private string DateUtc => viewer.Now.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    private string DateLocal => $"{viewer.Local(viewer.Now).ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture)} {viewer.ZoneName(viewer.Now)}";

    protected override void OnInitialized()
    {
        viewer.Changed += Redraw;
        _listening = ticker.Listen(() =>
        {
            if (_shown != Utc) Redraw();
        });
    }

    protected override void OnAfterRender(bool firstRender) => _shown = Utc;

    public void Dispose()
    {
        viewer.Changed -= Redraw;
        _listening?.Dispose();
    }

    private static string Minute(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
