using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Intake;

/// <summary>What a body of alerts was read as.</summary>
/// <param name="Signals">The valid ones, in order; to be stored even where there is an error.</param>
/// <param name="Error">The reply once they are stored; null: success.</param>
internal readonly record struct AlertBatch(IReadOnlyList<Signal> Signals, WireError? Error)
{
    public static AlertBatch Refused(WireError error) => new([], error);
}

/// <summary>
/// Turns the body of <c>POST /api/v2/alerts</c> into signals, straight from its bytes. Labels, annotations and URLs that were seen
/// before are recognised by their bytes, so that a repeat costs one pass over the text and one <see cref="Signal"/>.
/// </summary>
/// <remarks>Never throws for anything a sender can send.</remarks>
internal sealed class AlertReader
{
    public const string SourceName = "alertmanager";

    /// <summary>An alert without an end is taken to end this long after it came, unless it comes again.</summary>
    public static readonly TimeSpan ResolveTimeout = TimeSpan.FromMinutes(5);

    private const int MostEntries = 200_000;
    private const long MostBytes = 64 * 1024 * 1024;

    internal RepeatCache<LabelSet> Labels { get; } = new(MostEntries, MostBytes);

    internal RepeatCache<LabelSet> Annotations { get; } = new(MostEntries, MostBytes);

    internal RepeatCache<string> Urls { get; } = new(MostEntries, MostBytes);

    public AlertBatch Read(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (body.IndexOfAnyExcept(" \t\r\n"u8) < 0) return AlertBatch.Refused(WireError.Required("alerts"));
        var signals = new List<Signal>(Math.Clamp(body.Length / 256, 4, 1024));
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1000 });
            json.Read();
            return json.TokenType switch
            {
                JsonTokenType.Null => new(signals, null),
                JsonTokenType.StartArray => ReadAll(ref json, body, now, signals),
                var other => AlertBatch.Refused(WireError.NotReadable("alerts", $"json: cannot unmarshal {JsonKind.Of(other)} into Go value of type models.PostableAlerts")),
            };
        }
        catch (JsonException bad)
        {
            return AlertBatch.Refused(WireError.NotReadable("alerts", JsonKind.Complaint(bad)));
        }
    }

    private AlertBatch ReadAll(ref Utf8JsonReader json, ReadOnlySpan<byte> body, DateTimeOffset now, List<Signal> signals)
    {
        WireError? invalid = null;
        var complaints = new List<string>();
        for (var index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == AlertLimits.MaxAlerts) return AlertBatch.Refused(WireError.TooLarge($"more than {AlertLimits.MaxAlerts} alerts in one body"));
            var element = new AlertElement(this, body);
            if (element.Read(ref json) is { } wrong) return AlertBatch.Refused(WireError.NotReadable("alerts", wrong));
            invalid ??= element.Invalid(index);
            if (element.Complaint(now) is { } complaint)
            {
                if (complaints.Count < AlertLimits.MaxComplaints) complaints.Add(complaint);
            }
            else
            {
                signals.Add(element.ToSignal(now));
            }
        }

        if (invalid is not null) return AlertBatch.Refused(invalid);
        return new(signals, complaints.Count == 0 ? null : WireError.Invalid(string.Join("; ", complaints)));
    }
}
