using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Acts;

namespace OpsPortal.Features.Respond.Handoffs.Acts;

/// <summary>Tells the desk, as an event like any other, that nobody has taken over.</summary>
internal sealed class HandoffAlarm(SignalPath path)
{
    /// <returns>Whether it is stored.</returns>
    public async Task<bool> RaiseAsync(Handoff handoff, DateTimeOffset now, CancellationToken stopping)
    {
        var annotations = LabelSet.From(
            ("summary", $"{handoff.Number} has not been accepted"),
            ("description", $"{handoff.GiverName} handed {handoff.Subject} over to {handoff.TakerName}, who has not accepted though the shift began at {handoff.Until.UtcDateTime:HH:mm} UTC."));
        return await path.TakeAsync([Told.Firing(AddSource.Portal, Labels(handoff), annotations, now, $"/handoff/{handoff.Number}")], stopping) == Taken.Stored;
    }

    /// <returns>Whether it is stored.</returns>
    public async Task<bool> EndAsync(Handoff handoff, DateTimeOffset now, CancellationToken stopping) =>
        await path.TakeAsync([Told.Over(AddSource.Portal, Labels(handoff), LabelSet.Empty, handoff.EscalatedAt ?? now, now)], stopping) == Taken.Stored;

    private static LabelSet Labels(Handoff handoff) => LabelSet.From(("alertname", "HandoffNotAccepted"), ("severity", "warning"), ("handoff", handoff.Number.ToString()));
}
