using System.Globalization;
using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Signals.Otlp.Logs;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Traces.Writer;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Detect.Signals.Otlp.Traces;

/// <summary>Turns an export into spans of services. What a waterfall does not show (links, most events) is left out, long texts are cut.</summary>
internal sealed class SpanReading(ServiceLookup services, OtlpEncoding encoding, DateTimeOffset now)
{
    /// <summary>Most spans taken of one export.</summary>
    public const int MaxSpans = 20_000;

    /// <summary>A clock may be ahead of the portal's by so much.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private const int MostAttributes = 24;

    private readonly List<ArrivedSpan> _spans = [];

    public IReadOnlyList<ArrivedSpan> Spans => _spans;

    public int Rejected { get; private set; }

    /// <summary>What the sender should know; empty: nothing.</summary>
    public string Warning { get; private set; } = "";

    public void Read(ExportTraceServiceRequest export)
    {
        foreach (var resource in export.ResourceSpans)
        {
            var service = ServiceOf(resource.Resource?.Attributes);
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
            {
                if (Fault(span) is { } why) Reject(why);
                else _spans.Add(new(OtlpBody.Id(span.TraceId, encoding), Read(span, service)));
            }
        }
    }

    private string? Fault(Span span)
    {
        if (_spans.Count == MaxSpans) return string.Create(CultureInfo.InvariantCulture, $"More than {MaxSpans} spans in one export; the others were not taken.");
        if (!IsId(OtlpBody.Id(span.TraceId, encoding), 32)) return "A span without a valid trace id was not taken.";
        if (!IsId(OtlpBody.Id(span.SpanId, encoding), 16)) return "A span without a valid id was not taken.";
        if (span.StartTimeUnixNano == 0) return "A span without a start was not taken.";
        return At(span.StartTimeUnixNano) > now + Ahead ? "A span that begins more than ten minutes ahead of the portal's clock was not taken." : null;
    }

    private void Reject(string why)
    {
        if (Rejected++ == 0) Warning = why;
    }

    private TraceSpan Read(Span span, string service)
    {
        var at = At(span.StartTimeUnixNano);
        var parent = OtlpBody.Id(span.ParentSpanId, encoding);
        var failed = span.Status?.Code == Status.Types.StatusCode.Error;
        return new(
            OtlpBody.Id(span.SpanId, encoding),
            IsId(parent, 16) ? parent : "",
            TraceSpan.Cut(LabelDraft.Text(span.Name), TraceSpan.MaxNameLength),
            Enum.IsDefined((SpanKind)span.Kind) ? (SpanKind)span.Kind : SpanKind.Unspecified,
            at,
            span.EndTimeUnixNano > span.StartTimeUnixNano ? At(span.EndTimeUnixNano) - at : TimeSpan.Zero,
            service)
        {
            Failed = failed,
            Message = failed ? TraceSpan.Cut(LabelDraft.Text(MessageOf(span)), TraceSpan.MaxTextLength) : "",
            Attributes = [.. span.Attributes.Take(MostAttributes).Select(attribute => new Label(
                TraceSpan.Cut(LabelDraft.Text(attribute.Key), TraceSpan.MaxNameLength), TraceSpan.Cut(LabelDraft.Text(AttributeText.Of(attribute.Value)), TraceSpan.MaxTextLength)))],
        };
    }

    /// <summary>What the status says; where it says nothing, what was thrown.</summary>
    private static string MessageOf(Span span)
    {
        if (span.Status is { Message.Length: > 0 } status) return status.Message;
        var thrown = span.Events.LastOrDefault(told => told.Name == "exception")?.Attributes;
        return $"{Text(thrown, "exception.type")} {Text(thrown, "exception.message")}".Trim();
    }

    private static string Text(RepeatedField<KeyValue>? attributes, string key) =>
        AttributeText.Of(attributes?.FirstOrDefault(attribute => attribute.Key == key)?.Value);

    /// <summary>The key of the catalogue's service; where no rule leads to one, the name the sender goes by.</summary>
    private string ServiceOf(RepeatedField<KeyValue>? resource)
    {
        var labels = new LabelDraft();
        foreach (var attribute in resource ?? []) labels.Add(LogSignals.NameOf(attribute.Key), AttributeText.Of(attribute.Value));
        var built = labels.Build();
        return services.Find(built)?.Value ?? TraceSpan.Cut(built["service"], TraceSpan.MaxNameLength);
    }

    private static DateTimeOffset At(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));

    private static bool IsId(string id, int length) => id.Length == length && id.All(char.IsAsciiHexDigitLower) && id.Any(digit => digit != '0');
}
