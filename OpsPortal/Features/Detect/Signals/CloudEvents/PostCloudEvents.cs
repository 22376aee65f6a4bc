using System.Runtime.InteropServices;
using Microsoft.Net.Http.Headers;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.CloudEvents;

/// <summary>Takes CloudEvents in all three modes. A 204 means that they are durable.</summary>
internal sealed class PostCloudEvents(SourceIntake intake, TimeProvider clock)
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int MaxComplaints = 20;
    private const int EntrySize = 64;
    private const string Structured = "application/cloudevents+json", Batch = "application/cloudevents-batch+json", AnyCloudEvents = "application/cloudevents";

    /// <summary>Events told already, by source and id; bounded.</summary>
    private readonly RepeatCache<object> _told = new(mostEntries: 200_000, mostBytes: 32 * 1024 * 1024);

    private static readonly object Yes = new();

    public async Task RunAsync(HttpContext http)
    {
        if (await intake.SpeakerAsync(http, SourceKind.CloudEvents) is not { } source)
        {
            intake.Refused("switched-off");
            await CloudEventsReply.ProblemAsync(http, StatusCodes.Status403Forbidden, "switched-off", "This source is switched off.");
            return;
        }

        using var body = await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        if (body is null) await RefuseAsync(http, source, StatusCodes.Status413PayloadTooLarge, "too-large", $"The body is larger than {MaxBytes} bytes.", default);
        else if (Read(http.Request, body.Bytes, out var status, out var why) is { } events) await StoreAsync(http, source, events, body);
        else await RefuseAsync(http, source, status, status == StatusCodes.Status415UnsupportedMediaType ? "media-type" : "malformed", why, body.Memory);
    }

    private static List<CloudEvent>? Read(HttpRequest request, ReadOnlySpan<byte> body, out int status, out string why)
    {
        (status, why) = (StatusCodes.Status400BadRequest, "");
        var media = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.ToString().ToLowerInvariant() : "";
        if (media == Structured) return StructuredEvents.Read(body, batch: false, out why);
        if (media == Batch) return StructuredEvents.Read(body, batch: true, out why);
        if (media.StartsWith(AnyCloudEvents, StringComparison.Ordinal))
        {
            (status, why) = (StatusCodes.Status415UnsupportedMediaType, $"Send {Structured}, {Batch}, or the attributes as headers.");
            return null;
        }

        if (request.Headers.Keys.Any(name => name.StartsWith(BinaryEvent.Prefix, StringComparison.OrdinalIgnoreCase)))
            return [BinaryEvent.Read(request.Headers, request.ContentType, body)];
        (status, why) = (StatusCodes.Status415UnsupportedMediaType, $"This is no CloudEvent: the content type is neither {Structured} nor {Batch}, and there are no ce- headers.");
        return null;
    }

    private async Task StoreAsync(HttpContext http, IntakeSource source, List<CloudEvent> events, RequestBody body)
    {
        var now = clock.GetUtcNow();
        var (signals, keys, complaints) = (new List<Signal>(), new HashSet<UInt128>(), new List<string>());
        for (var index = 0; index < events.Count; index++)
        {
            Signal? signal = null;
            var complaint = events[index].Complaint ?? (EventMeaning.TryTell(events[index], source.Name, now, out signal) ? null : "time is no instant");
            if (complaint is not null) complaints.Add($"event {index + 1}: {complaint}");
            if (signal is null) continue;
            var key = Key(source.Name, events[index]);
            if (_told.Find(key, EntrySize) is null && keys.Add(key)) signals.Add(signal);
        }

        var taken = await intake.TakeAsync(source, signals, http.RequestAborted);
        if (taken != Taken.Stored)
        {
            await CloudEventsReply.NotStoredAsync(http, taken);
            return;
        }

        foreach (var key in keys) _told.Add(key, Yes, EntrySize);
        if (complaints.Count == 0) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await RefuseAsync(http, source, StatusCodes.Status400BadRequest, signals.Count > 0 ? "partly" : "invalid", string.Join("; ", complaints.Take(MaxComplaints)), body.Memory);
    }

    private UInt128 Key(string source, CloudEvent read) => _told.Key(MemoryMarshal.AsBytes($"{source}\n{read["source"]}\n{read["id"]}".AsSpan()));

    private Task RefuseAsync(HttpContext http, IntakeSource source, int status, string reason, string why, ReadOnlyMemory<byte> body)
    {
        intake.Refused(source, reason, why, body.Span);
        return CloudEventsReply.ProblemAsync(http, status, reason, why);
    }
}
