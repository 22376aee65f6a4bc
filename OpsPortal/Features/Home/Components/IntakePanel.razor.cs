using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Home.Components;

/// <summary>Whether the portal takes what comes in, and does what recurs.</summary>
public sealed partial class IntakePanel(PortalPulse pulse) : ComponentBase
{
    /// <summary>When the page was read; the panel looks again whenever it moves.</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    private IntakeHealth Health { get; set; } = default!;

    private IReadOnlyList<Pulse> Sentences { get; set; } = [];

    protected override void OnParametersSet() => (Health, Sentences) = (pulse.Intake(), [pulse.IntakeSentence(), pulse.JobsSentence()]);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
