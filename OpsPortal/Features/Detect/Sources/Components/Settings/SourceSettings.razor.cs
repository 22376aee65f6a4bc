using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Sources.Components.Settings;

/// <summary>What people may change about a source.</summary>
public sealed partial class SourceSettings(SourceDesk desk, Viewer viewer) : ComponentBase
{
    private static readonly (int Seconds, string Title)[] Choices =
        [(0, "never"), (60, "1 minute"), (300, "5 minutes"), (900, "15 minutes"), (3600, "1 hour"), (21_600, "6 hours"), (86_400, "1 day"), (604_800, "7 days")];

    private string _shown = "";

    [Parameter, EditorRequired] public required IntakeSource Source { get; set; }

    /// <summary>Something was saved.</summary>
    [Parameter] public EventCallback Saved { get; set; }

    private string Team { get; set; } = "";

    private int Heartbeat { get; set; }

    private bool Enabled { get; set; }

    private string Secret { get; set; } = "";

    private string Said { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>The usual ones, and whatever is set now.</summary>
    private IEnumerable<(int Seconds, string Title)> Heartbeats =>
        Array.Exists(Choices, choice => choice.Seconds == (Source.HeartbeatSeconds ?? 0)) ? Choices : [.. Choices, (Source.HeartbeatSeconds ?? 0, $"{Source.HeartbeatSeconds} seconds")];

    /// <summary>What is being typed is not overwritten by news about traffic.</summary>
    protected override void OnParametersSet()
    {
        if (_shown == Source.Name) return;
        (_shown, Team, Heartbeat, Enabled) = (Source.Name, Source.Team, Source.HeartbeatSeconds ?? 0, Source.Enabled);
    }

    private Task SaveAsync() => ActAsync(async () =>
        (await desk.Change.RunAsync(await viewer.ActorAsync(), Source.Name, Source.Version, Team, Enabled, Heartbeat == 0 ? null : TimeSpan.FromSeconds(Heartbeat), CancellationToken.None)).Refusal);

    private Task SaveSecretAsync() => ActAsync(async () =>
    {
        var refusal = (await desk.Secret.RunAsync(await viewer.ActorAsync(), Source.Name, Secret, CancellationToken.None)).Refusal;
        Secret = "";
        return refusal;
    });

    private async Task ActAsync(Func<Task<Refusal?>> act)
    {
        if (Busy) return;
        Busy = true;
        Why = await act();
        Said = Why is null ? "Saved." : "";
        Busy = false;
        await Saved.InvokeAsync();
    }
}
