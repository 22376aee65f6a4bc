using System.Globalization;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Sources.Queries;
using OpsPortal.Ui.Charts;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Sources.Pages;

/// <summary>How a source does, in sentences.</summary>
internal static class SourceWords
{
    public static string Say(SourceStory story, DateTimeOffset now)
    {
        var row = story.Row;
        var kind = SourceKinds.Title(row.Kind);
        var last = row.LastSignalAt is { } at ? $"last spoke {Spans.Relative(at, now)}" : "has not spoken yet";
        var heard = $"{kind}; {last}";
        return row.State switch
        {
            SourceState.Off => $"{kind}; whoever sends is refused.",
            SourceState.Silent => $"{heard}, though it should speak every {TimeSpan.FromSeconds(story.Source.HeartbeatSeconds ?? 0)}. That is an event until it speaks again.",
            SourceState.Failing => string.Create(CultureInfo.InvariantCulture, $"{heard}. Refused in the last hour: {row.Errors:N0}; lost: {row.Dropped:N0}. See below."),
            SourceState.Waiting => $"{heard}. Point the tool here, and its first signal shows by itself.",
            _ => string.Create(CultureInfo.InvariantCulture, $"{heard}, {row.PerMinute:N0} {(row.PerMinute == 1 ? "signal" : "signals")} within the last minute."),
        };
    }

    public static string Rate(SourceStory story)
    {
        var (signals, errors, dropped) = (story.Minutes.Sum(minute => minute.Signals), story.Row.Errors, story.Row.Dropped);
        return string.Create(CultureInfo.InvariantCulture, $"{signals:N0} {(signals == 1 ? "signal" : "signals")} in the last hour, {errors:N0} refused{(dropped > 0 ? $", {dropped:N0} lost" : "")}");
    }

    public static IReadOnlyList<Bar> Bars(SourceStory story) =>
        [.. story.Minutes.Select(minute => new Bar(minute.Minute.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture), minute.Signals))];

    public static string Key(IntakeSource source) =>
        SourceKinds.IsOpen(source.Kind) ? "Syslog has no key: whoever reaches the port may send. Restrict it in the network."
        : source.KeyShown.Length > 0 ? $"Its own key begins with {source.KeyShown}…"
        : SourceKinds.HasRoutingKey(source.Kind) ? "It has no routing key yet."
        : "Any API key with the scope signals.ingest may send; what belongs to no source in particular is counted here.";

    /// <summary>What makes two of its signals the same thing.</summary>
    public static string Fingerprint(IntakeSource source) => FingerprintRule.Parse(source.Fingerprint) switch
    {
        { Basis: FingerprintBasis.Only } rule => $"Signals with the same {string.Join(", ", rule.Labels)} are one event.",
        { Basis: FingerprintBasis.AllBut } rule => $"Signals that differ in nothing but {string.Join(", ", rule.Labels)} are one event.",
        _ when SourceKinds.IdentifiesByAll(source.Kind) => "Signals with the same labels are one event.",
        _ => "What makes two signals one event, their protocol says.",
    };
}
