using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources.Mapping;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Json;

/// <summary>What a body was made into by a mapping.</summary>
/// <param name="Items">Everything the mapping made, for whoever looks at it.</param>
/// <param name="Signals">The sound ones.</param>
internal sealed record MappedBody(IReadOnlyList<MappedItem> Items, IReadOnlyList<Signal> Signals)
{
    public IEnumerable<string> Complaints => Items.Index().SelectMany(item => item.Item.Errors.Select(error => $"item {item.Index + 1}, {error.Field}: {error.Message}"));
}

/// <summary>Reads a body with a mapping. The same for what comes in and for what is tried in the browser.</summary>
internal static class MappedSignals
{
    private const int MaxDepth = 64;

    /// <summary>Null with the reason where the body is no JSON.</summary>
    public static MappedBody? Read(ReadyMapping mapping, ReadOnlyMemory<byte> body, string source, DateTimeOffset now, out string why)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = MaxDepth });
            var items = mapping.Run(json.RootElement);
            why = "";
            return new(items, [.. items.Where(item => item.Errors.Count == 0).Select(item => ToSignal(item, source, now))]);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            // The document is read lazily: text that is not Unicode shows only when it is asked for.
            why = bad is JsonException broken ? JsonKind.Complaint(broken) : "a text in it is not Unicode";
            return null;
        }
    }

    private static Signal ToSignal(MappedItem item, string source, DateTimeOffset now)
    {
        var (labels, annotations) = (new LabelDraft(), new LabelDraft());
        foreach (var label in item.Labels) labels.Add(label.Name, label.Value);
        foreach (var annotation in item.Annotations) annotations.Add(annotation.Name, annotation.Value);
        var identity = labels.Build().IdentifiedBy(name => name != "severity");
        var at = item.StartsAt is { } told && told < now ? told : now;
        return item.Firing switch
        {
            true => Told.Firing(source, identity, annotations.Build(), at, LabelDraft.Text(item.Link)),
            false => Told.Over(source, identity, annotations.Build(), at, now, LabelDraft.Text(item.Link)),
            _ => Told.Record(source, identity, annotations.Build(), at, item.Text, LabelDraft.Text(item.Link)),
        };
    }
}
