using System.Globalization;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Intake;

/// <summary>Takes alerts in. A 200 means that they are durable.</summary>
internal sealed class PostAlerts(AlertReader reader, SignalPath path, IntakeMetrics metrics, SourceLedger ledger, TimeProvider clock)
{
    /// <summary>When to come again, in seconds, where nothing could be stored.</summary>
    private const int ComeAgainAfter = 5;

    public async Task RunAsync(HttpContext http)
    {
        var batch = await ReadAsync(http);
        if (batch.Signals.Count > 0)
        {
            var taken = await path.TakeAsync(batch.Signals, http.RequestAborted);
            if (taken != Taken.Stored)
            {
                http.Response.Headers.RetryAfter = ComeAgainAfter.ToString(CultureInfo.InvariantCulture);
                await RefuseAsync(http, NotStored(taken));
                return;
            }

            ledger.Took(AlertReader.SourceName, batch.Signals);
        }

        if (batch.Error is { } error) await RefuseAsync(http, error);
    }

    private async Task<AlertBatch> ReadAsync(HttpContext http)
    {
        var (body, error) = await JsonRequest.ReadAsync(http, "alerts", RequestBody.MaxBytes);
        if (body is null) return AlertBatch.Refused(error!);
        using (body)
        {
            var batch = reader.Read(body.Bytes, clock.GetUtcNow());
            if (batch.Error is { } wrong) ledger.Refused(AlertReader.SourceName, batch.Signals.Count > 0 ? "partly" : wrong.Reason, wrong.Message, body.Bytes);
            return batch;
        }
    }

    private Task RefuseAsync(HttpContext http, WireError error)
    {
        metrics.Refused(error.Reason);
        return error.WriteAsync(http.Response);
    }

    private static WireError NotStored(Taken taken) => taken == Taken.Full
        ? new(503, 503, "the intake is full and none of these alerts was stored; send them again later", "full")
        : new(503, 503, "the database cannot be written now and none of these alerts was stored; send them again later", "unavailable");
}
