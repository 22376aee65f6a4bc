using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Opsgenie;

/// <summary>Takes alerts, their ends and acknowledgements, and heartbeats as Opsgenie does.</summary>
internal sealed class OpsgenieRoutes(SourceIntake intake, AcknowledgeBySource acknowledge, OpsgenieReply reply, TimeProvider clock)
{
    private const int MaxBytes = RequestBody.MaxSmallBytes;

    public async Task CreateAsync(HttpContext http)
    {
        if (await SpeakerAsync(http) is not { } source) return;
        using var body = await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        if (body is null)
        {
            await RefuseAsync(http, source, StatusCodes.Status413PayloadTooLarge, "too-large", $"The body is larger than {MaxBytes} bytes.", default);
            return;
        }

        var alert = OpsgenieAlert.Read(body.Bytes);
        if (alert.Complaint is { } complaint)
        {
            await RefuseAsync(http, source, StatusCodes.Status422UnprocessableEntity, "invalid", complaint, body.Memory);
            return;
        }

        var now = clock.GetUtcNow();
        var labels = OpsgenieAlert.Known(alert.Labels, alert.Alias.Length > 0 ? alert.Alias : Guid.CreateVersion7(now).ToString());
        await TakeAsync(http, source, Told.Firing(source.Name, labels, alert.Annotations.Build(), now));
    }

    public async Task CloseAsync(HttpContext http)
    {
        if (await SpeakerAsync(http) is not { } source || await IdentityAsync(http, source) is not { } labels) return;
        var now = clock.GetUtcNow();
        await TakeAsync(http, source, Told.Over(source.Name, labels, LabelSet.Empty, now, now));
    }

    public async Task AcknowledgeAsync(HttpContext http)
    {
        if (await SpeakerAsync(http) is not { } source || await IdentityAsync(http, source) is not { } labels) return;
        intake.Ledger.Spoke(source.Name);
        await acknowledge.RunAsync(http, source, labels.Fingerprint, http.RequestAborted);
        await reply.AcceptedAsync(http);
    }

    /// <summary>A sign of life of the source of that name; with a heartbeat set, its silence is an event.</summary>
    public async Task PingAsync(HttpContext http)
    {
        if (await SpeakerAsync(http) is not { } source) return;
        var name = http.Request.RouteValues["name"]?.ToString() ?? "";
        if ((await intake.SourcesAsync(http.RequestAborted)).Named(name) is not { Enabled: true } beating)
        {
            await RefuseAsync(http, source, StatusCodes.Status404NotFound, "invalid", "There is no source of this name; add it under Sources and give it a heartbeat.", default);
            return;
        }

        intake.Ledger.Spoke(beating.Name);
        await reply.AcceptedAsync(http, "PONG - Heartbeat received");
    }

    private async Task<IntakeSource?> SpeakerAsync(HttpContext http)
    {
        if (await intake.SpeakerAsync(http, SourceKind.Opsgenie) is { } source) return source;
        intake.Refused("switched-off");
        await reply.RefusedAsync(http, StatusCodes.Status403Forbidden, "This source is switched off.");
        return null;
    }

    /// <summary>The identity named in the address; null: it is none, and the sender has been told.</summary>
    private async Task<LabelSet?> IdentityAsync(HttpContext http, IntakeSource source)
    {
        var alias = http.Request.RouteValues["alias"]?.ToString() ?? "";
        if (http.Request.Query["identifierType"] == "alias" && alias.Length <= OpsgenieAlert.MaxAliasLength) return OpsgenieAlert.Known(new(), LabelDraft.Text(alias));
        await RefuseAsync(http, source, StatusCodes.Status422UnprocessableEntity, "invalid", "Alerts are known here by their alias: add identifierType=alias.", default);
        return null;
    }

    private async Task TakeAsync(HttpContext http, IntakeSource source, Signal signal)
    {
        var taken = await intake.TakeAsync(source, [signal], http.RequestAborted);
        await (taken == Taken.Stored ? reply.AcceptedAsync(http) : reply.NotStoredAsync(http, taken));
    }

    private Task RefuseAsync(HttpContext http, IntakeSource source, int status, string reason, string why, ReadOnlyMemory<byte> body)
    {
        intake.Refused(source, reason, why, body.Span);
        return reply.RefusedAsync(http, status, why);
    }
}
