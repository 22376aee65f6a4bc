using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Detect.Sources.Mapping;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Signals.Json;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.Detect.Sources.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Sources.Mapping;

/// <summary>The mapping of a JSON source, tried on what it really sends while it is typed.</summary>
public sealed partial class MappingPage(SourceQueries sources, SaveMapping save, Viewer viewer) : ComponentBase
{
    private static readonly TrialResult Nothing = new([], [], "");
    private int _version;

    [Parameter] public string Name { get; set; } = "";

    private MappingDraft Draft { get; set; } = MappingDraft.Of(JsonMapping.Beginning);

    private IReadOnlyList<SourceSample> Payloads { get; set; } = [];

    private string Payload { get; set; } = "";

    private TrialResult Result { get; set; } = Nothing;

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private string Said { get; set; } = "";

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if ((await sources.OneAsync(Name, CancellationToken.None))?.Source is not { Kind: SourceKind.Json } source)
        {
            Unknown = true;
            return;
        }

        (_version, Draft) = (source.Version, MappingDraft.Of(MappingText.Read(source.Mapping)));
        Payloads = await sources.PayloadsAsync(Name, CancellationToken.None);
        if (Payloads is [var newest, ..]) Payload = newest.Body;
        Try();
    }

    private static string Title(SourceSample payload) =>
        $"{payload.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC, {payload.Body.Length.ToString("N0", CultureInfo.InvariantCulture)} characters";

    private void Choose(ChangeEventArgs chosen)
    {
        if (!int.TryParse(chosen.Value?.ToString(), CultureInfo.InvariantCulture, out var index) || index < 0 || index >= Payloads.Count) return;
        Payload = Payloads[index].Body;
        Try();
    }

    private void Set(Action set)
    {
        set();
        Try();
    }

    private void Try()
    {
        Said = "";
        Result = MappingTrial.Run(Draft.ToMapping(), Payload, Name, viewer.Now);
    }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        var outcome = await save.RunAsync(await viewer.ActorAsync(), Name, _version, Draft.ToMapping(), CancellationToken.None);
        Why = outcome.Refusal;
        if (outcome is Outcome<IntakeSource>.Done(var saved)) (_version, Said) = (saved.Version, "Saved. The next payload is read this way.");
        Busy = false;
    }
}
