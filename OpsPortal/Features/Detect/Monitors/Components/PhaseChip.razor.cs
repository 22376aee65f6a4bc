using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Features.Detect.Monitors.Components;

/// <summary>How a monitor stands: a word, an icon and a colour.</summary>
public sealed partial class PhaseChip : ComponentBase
{
    [Parameter, EditorRequired] public bool Enabled { get; set; }

    [Parameter, EditorRequired] public Phase? Phase { get; set; }

    [Parameter] public MonitorSeverity? Severity { get; set; }

    private string Words => Enabled ? MonitorWords.State(Phase, Severity) : "Disabled";

    private string? Css => !Enabled ? null : Phase switch
    {
        Domain.Detect.Monitors.Thresholds.Phase.Firing => MonitorWords.Css(Severity ?? MonitorSeverity.Warning),
        Domain.Detect.Monitors.Thresholds.Phase.NoData or Domain.Detect.Monitors.Thresholds.Phase.Pending => "Warning",
        _ => null,
    };

    private string Icon => !Enabled ? Icons.Material.Outlined.PauseCircle : Phase switch
    {
        Domain.Detect.Monitors.Thresholds.Phase.Firing => Icons.Material.Outlined.NotificationsActive,
        Domain.Detect.Monitors.Thresholds.Phase.NoData => Icons.Material.Outlined.SignalWifiOff,
        Domain.Detect.Monitors.Thresholds.Phase.Pending => Icons.Material.Outlined.HourglassBottom,
        Domain.Detect.Monitors.Thresholds.Phase.Ok => Icons.Material.Outlined.CheckCircle,
        Domain.Detect.Monitors.Thresholds.Phase.Off => Icons.Material.Outlined.Bedtime,
        _ => Icons.Material.Outlined.HelpOutline,
    };
}
