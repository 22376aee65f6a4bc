using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Sources.Mapping;

/// <summary>What one item of a body was made into.</summary>
/// <param name="Firing">True: it holds; false: it is over; null: a record.</param>
/// <param name="StartsAt">UTC; null: the item does not say.</param>
/// <param name="Errors">Why it is no signal; empty: it is one.</param>
public sealed record MappedItem(
    bool? Firing, IReadOnlyList<Label> Labels, IReadOnlyList<Label> Annotations, DateTimeOffset? StartsAt, string Text, string Link, IReadOnlyList<FieldError> Errors);

/// <summary>A mapping whose paths and templates are understood. Its work is bounded by the size of the body and of itself.</summary>
public sealed class ReadyMapping
{
    /// <summary>Most items of one body.</summary>
    public const int MaxItems = 1000;

    /// <summary>Longest time for one body; what is left of it then is an error.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly List<FieldError> _errors = [];
    private readonly JsonPath? _items;
    private readonly List<(string Name, MappingTemplate? Template)> _labels, _annotations;
    private readonly MappingTemplate? _severity, _status, _startsAt, _text, _link;
    private readonly FrozenSet<string> _firing, _resolved;

    private ReadyMapping(JsonMapping mapping)
    {
        if (mapping.Items.Trim().Length > 0 && (_items = JsonPath.Parse(mapping.Items, out var wrong)) is null) _errors.Add(new("items", wrong));
        (_labels, _annotations) = (Fields(mapping.Labels, "labels"), Fields(mapping.Annotations, "annotations"));
        if (_labels.Count == 0) _errors.Add(new("labels", "At least one label says what a signal is about."));
        _severity = Template(mapping.Severity, "severity");
        _status = Template(mapping.Status, "status");
        _startsAt = Template(mapping.StartsAt, "startsAt");
        _text = Template(mapping.Text, "text");
        _link = Template(mapping.Link, "link");
        (_firing, _resolved) = (Words(mapping.Firing), Words(mapping.Resolved));
        if (_status is { IsEmpty: false } && _firing.Count == 0) _errors.Add(new("firing", "Name at least one value that means it holds."));
        if (_firing.Intersect(_resolved, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both) _errors.Add(new("resolved", $"'{both}' cannot mean both that it holds and that it is over."));
    }

    internal static (ReadyMapping? Ready, IReadOnlyList<FieldError> Errors) Of(JsonMapping mapping)
    {
        var ready = new ReadyMapping(mapping);
        return (ready._errors.Count == 0 ? ready : null, ready._errors);
    }

    /// <summary>Everything a body is made into; one item with an error where the body itself does not fit.</summary>
    public IReadOnlyList<MappedItem> Run(JsonElement body)
    {
        var at = _items is null ? body : _items.Find(body, body);
        if (at is not { } found) return [Failed("items", "This path leads to nothing in the body.")];
        if (_items is not null && found.ValueKind != JsonValueKind.Array) return [Failed("items", $"This path leads to {Kind(found)}, not to an array.")];
        if (found.ValueKind != JsonValueKind.Array) return [Item(body, found)];
        if (found.GetArrayLength() > MaxItems) return [Failed("items", $"More than {MaxItems} items in one body.")];
        var (items, started) = (new List<MappedItem>(), Stopwatch.GetTimestamp());
        foreach (var item in found.EnumerateArray())
        {
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                items.Add(Failed("items", $"The items took longer than {Longest.TotalSeconds:0} s; from item {items.Count + 1} on they were not looked at."));
                break;
            }

            items.Add(Item(body, item));
        }

        return items;
    }

    private static MappedItem Failed(string field, string why) => new(null, [], [], null, "", "", [new(field, why)]);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private MappedItem Item(JsonElement root, JsonElement item)
    {
        var errors = new List<FieldError>();
        string Fill(MappingTemplate? template) => template?.Fill(root, item) ?? "";
        var labels = _labels.Select(label => new Label(label.Name, Fill(label.Template))).Where(label => label.Value.Length > 0).ToList();
        if (labels.Count == 0) errors.Add(new("labels", "Every label is empty for this item, so nothing says what it is about."));
        if (Fill(_severity) is { Length: > 0 } severity) labels.Add(new("severity", severity));

        bool? firing = null;
        if (_status is { IsEmpty: false })
        {
            var status = Fill(_status).Trim();
            if (_firing.Contains(status)) firing = true;
            else if (_resolved.Contains(status)) firing = false;
            else errors.Add(new("status", status.Length == 0 ? "The status is empty for this item." : $"'{Short(status)}' is neither among the firing nor among the resolved values."));
        }

        DateTimeOffset? startsAt = null;
        if (Fill(_startsAt) is { Length: > 0 } started && (startsAt = MappedInstant.Read(started)) is null) errors.Add(new("startsAt", $"'{Short(started)}' is no instant: RFC 3339, or seconds or milliseconds since 1970."));
        var annotations = _annotations.Select(annotation => new Label(annotation.Name, Fill(annotation.Template))).Where(annotation => annotation.Value.Length > 0).ToList();
        var text = firing is not null ? "" : _text is { IsEmpty: false } ? Fill(_text) : item.GetRawText();
        return new(firing, labels, annotations, startsAt, text, Fill(_link), errors);
    }

    private List<(string Name, MappingTemplate? Template)> Fields(IReadOnlyList<MappedField> fields, string field)
    {
        if (fields.Count > JsonMapping.MaxFields) _errors.Add(new(field, $"At most {JsonMapping.MaxFields}."));
        var ready = new List<(string Name, MappingTemplate? Template)>();
        foreach (var (index, given) in fields.Take(JsonMapping.MaxFields).Index())
        {
            if (!LabelName.IsValid(given.Name)) _errors.Add(new($"{field}[{index}].name", "A name has letters of ASCII, digits and underscores, and does not begin with a digit."));
            else if (ready.Exists(other => other.Name == given.Name)) _errors.Add(new($"{field}[{index}].name", "This name is there already."));
            else if (given.Name == "severity" && field == "labels") _errors.Add(new($"{field}[{index}].name", "Severity has a field of its own."));
            ready.Add((given.Name, Template(given.Template, $"{field}[{index}].template")));
        }

        return ready;
    }

    private MappingTemplate? Template(string text, string field)
    {
        var template = MappingTemplate.Parse(text, out var wrong);
        if (template is null) _errors.Add(new(field, wrong));
        return template;
    }

    private static FrozenSet<string> Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
