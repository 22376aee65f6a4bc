using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources;
using OpsPortal.Features.People.Keys;

namespace OpsPortal.Features.Detect.Signals.PagerDuty;

/// <summary>Takes events and change events as PagerDuty does. The routing key in the body is what opens the door, and each has its own keys.</summary>
internal sealed class Enqueue(SourceIntake intake, AcknowledgeBySource acknowledge, TimeProvider clock)
{
    public const string DedupKey = "dedup_key";

    /// <summary>Clients keep their bodies below 512 000 bytes.</summary>
    private const int MaxBytes = 512 * 1024;

    private const string UnknownKey = "'routing_key' is not the key of any integration here";

    public Task EventAsync(HttpContext http) => RunAsync(http, isChange: false);

    public Task ChangeAsync(HttpContext http) => RunAsync(http, isChange: true);

    private async Task RunAsync(HttpContext http, bool isChange)
    {
        using var body = await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        if (body is null)
        {
            intake.Refused("too-large");
            await EnqueueReply.InvalidAsync(http, [$"Event object is larger than {MaxBytes} bytes"], StatusCodes.Status413PayloadTooLarge);
            return;
        }

        var read = EventReader.Read(body.Bytes, isChange);
        var sources = await intake.SourcesAsync(http.RequestAborted);
        var source = read.RoutingKey.Length == 32 ? sources.ByRoutingKey.GetValueOrDefault(KeyHash.Of(read.RoutingKey)) : null;
        if (!read.IsJson || read.Errors.Count > 0 || source is not { Enabled: true })
        {
            await RefuseAsync(http, read, source, source ?? sources.Default(SourceKind.PagerDuty), body);
            return;
        }

        await WorkAsync(http, read, source);
    }

    private async Task WorkAsync(HttpContext http, EnqueuedEvent read, IntakeSource source)
    {
        var now = clock.GetUtcNow();
        var key = read.DedupKey.Length > 0 ? read.DedupKey : Guid.CreateVersion7(now).ToString("N");
        var labels = read.Action == EventAction.Change ? read.Drafts.Labels.Build() : read.Drafts.KeyedBy(DedupKey, key);
        if (read.Action == EventAction.Acknowledge)
        {
            intake.Ledger.Spoke(source.Name);
            await acknowledge.RunAsync(http, source, labels.Fingerprint, http.RequestAborted);
            await EnqueueReply.ProcessedAsync(http, key);
            return;
        }

        // A clock that runs ahead there must not keep the end from counting here.
        var at = read.At is { } told && told < now ? told : now;
        var annotations = read.Drafts.Annotations.Build();
        var signal = read.Action switch
        {
            EventAction.Trigger => Told.Firing(source.Name, labels, annotations, at, read.Url),
            EventAction.Resolve => Told.Over(source.Name, labels, annotations, now, now, read.Url),
            _ => Told.Record(source.Name, labels, annotations, at, read.Summary, read.Url),
        };
        var taken = await intake.TakeAsync(source, [signal], http.RequestAborted);
        await (taken != Taken.Stored ? EnqueueReply.NotStoredAsync(http, taken)
            : read.Action == EventAction.Change ? EnqueueReply.ChangeProcessedAsync(http)
            : EnqueueReply.ProcessedAsync(http, key));
    }

    private Task RefuseAsync(HttpContext http, EnqueuedEvent read, IntakeSource? owner, IntakeSource? blamed, RequestBody body)
    {
        var errors = read.Errors.Count > 0 ? read.Errors : [owner is null ? UnknownKey : "The integration of this 'routing_key' is switched off"];
        var reason = !read.IsJson ? "malformed" : owner is { Enabled: false } ? "switched-off" : read.Errors.Count > 0 ? "invalid" : "unknown-key";
        if (blamed is null) intake.Refused(reason);
        else intake.Refused(blamed, reason, string.Join("; ", errors), body.Bytes);
        return read.IsJson ? EnqueueReply.InvalidAsync(http, errors) : EnqueueReply.UnreadableAsync(http);
    }
}
