using System.Globalization;
using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Otlp.Logs;

/// <summary>What an export of logs was read as.</summary>
/// <param name="Rejected">How many records were not taken.</param>
/// <param name="Warning">What the sender should know; empty: nothing.</param>
internal readonly record struct LogReading(IReadOnlyList<Signal> Signals, long Rejected, string Warning);

/// <summary>Turns log records into signals: what tells where a record comes from identifies it, its attributes can be matched by rules.</summary>
internal static class LogSignals
{
    /// <summary>Most records taken of one export.</summary>
    public const int MaxRecords = 100_000;

    /// <summary>Attributes of a resource, and the labels they become; others keep their name.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["service.name"] = "service",
        ["service.namespace"] = "namespace",
        ["service.version"] = "version",
        ["host.name"] = "host",
        ["deployment.environment"] = "environment",
        ["deployment.environment.name"] = "environment",
    };

    /// <summary>The label that an attribute of a resource becomes.</summary>
    public static string NameOf(string attribute) => Known.GetValueOrDefault(attribute) ?? attribute;

    public static LogReading Read(ExportLogsServiceRequest export, string source, OtlpEncoding encoding, DateTimeOffset now)
    {
        var signals = new List<Signal>();
        long rejected = 0, cut = 0;
        foreach (var resource in export.ResourceLogs)
        {
            foreach (var scope in resource.ScopeLogs)
            {
                foreach (var record in scope.LogRecords)
                {
                    if (signals.Count == MaxRecords)
                    {
                        rejected++;
                        continue;
                    }

                    var labels = new LabelDraft();
                    signals.Add(Read(record, resource.Resource?.Attributes, scope.Scope?.Name ?? "", labels, source, encoding, now));
                    if (labels.IsCut) cut++;
                }
            }
        }

        var warning = rejected > 0 ? string.Create(CultureInfo.InvariantCulture, $"More than {MaxRecords} records in one export; the others were not taken.")
            : cut > 0 ? string.Create(CultureInfo.InvariantCulture, $"{cut} records had more or longer attributes than are kept; they were taken, shortened.")
            : "";
        return new(signals, rejected, warning);
    }

    private static Signal Read(LogRecord record, RepeatedField<KeyValue>? resource, string scope, LabelDraft labels, string source, OtlpEncoding encoding, DateTimeOffset now)
    {
        var identity = new HashSet<string>(StringComparer.Ordinal) { "severity", "logger", "event" };

        // Of a name given twice the last counts, so what identifies comes last.
        foreach (var attribute in record.Attributes) labels.Add(attribute.Key, AttributeText.Of(attribute.Value));
        foreach (var attribute in resource ?? [])
        {
            var name = NameOf(attribute.Key);
            labels.Add(name, AttributeText.Of(attribute.Value));
            if (Known.ContainsKey(attribute.Key)) identity.Add(LabelDraft.Name(name));
        }

        labels.Add("logger", scope).Add("event", record.EventName).Add("severity", Severity(record));
        var trace = new LabelDraft().Add("trace_id", OtlpBody.Id(record.TraceId, encoding)).Add("span_id", OtlpBody.Id(record.SpanId, encoding)).Build();
        return Told.Record(source, labels.Build().IdentifiedBy(identity.Contains), trace, At(record, now), AttributeText.Of(record.Body));
    }

    /// <summary>When it happened, else when it was observed, else now; never later than now, whatever the clock there says.</summary>
    private static DateTimeOffset At(LogRecord record, DateTimeOffset now)
    {
        var nanoseconds = record.TimeUnixNano > 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano;
        var at = DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / 100));
        return nanoseconds == 0 || at > now ? now : at;
    }

    /// <summary>The word our events know; a number outside the scale falls back to the sender's own word.</summary>
    private static string Severity(LogRecord record) => record.SeverityNumber switch
    {
        >= 1 and <= 8 => "debug",
        >= 9 and <= 12 => "info",
        >= 13 and <= 16 => "warning",
        >= 17 and <= 20 => "error",
        >= 21 and <= 24 => "fatal",
        _ => record.SeverityText.ToLowerInvariant(),
    };
}
