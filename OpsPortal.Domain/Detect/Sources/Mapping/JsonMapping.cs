namespace OpsPortal.Domain.Detect.Sources.Mapping;

/// <summary>A label or annotation, and the template its value is made from.</summary>
public sealed record MappedField(string Name, string Template);

/// <summary>Something wrong with one field of a mapping, or with what it makes.</summary>
/// <param name="Field">As <c>items</c>, <c>severity</c>, <c>labels[2].name</c>.</param>
public sealed record FieldError(string Field, string Message);

/// <summary>How the JSON of one source is read: which parts become labels, which describe, and what says that something is over.</summary>
public sealed record JsonMapping
{
    public const int MaxFields = 64;

    /// <summary>Path of an array, each item of which is a signal; empty: the body is one signal, or an array of them.</summary>
    public string Items { get; init; } = "";

    public IReadOnlyList<MappedField> Labels { get; init; } = [];

    public IReadOnlyList<MappedField> Annotations { get; init; } = [];

    public string Severity { get; init; } = "";

    /// <summary>Whether the condition holds; empty: every item is a record of something that happened.</summary>
    public string Status { get; init; } = "";

    /// <summary>Values of <see cref="Status"/> that mean it holds, parted by commas; case does not matter.</summary>
    public string Firing { get; init; } = "firing, open, active, alerting, problem";

    /// <summary>Values of <see cref="Status"/> that mean it is over.</summary>
    public string Resolved { get; init; } = "resolved, closed, ok, normal, recovered";

    /// <summary>When it began: RFC 3339, or seconds or milliseconds since 1970; empty: now.</summary>
    public string StartsAt { get; init; } = "";

    /// <summary>What a record says; empty: the item itself.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where the source shows it.</summary>
    public string Link { get; init; } = "";

    /// <summary>What a new mapping begins with: right for many tools.</summary>
    public static JsonMapping Beginning { get; } = new()
    {
        Labels = [new("alertname", "{title}"), new("host", "{host}")],
        Annotations = [new("summary", "{title}"), new("description", "{message}")],
        Severity = "{severity|warning}",
        Status = "{status}",
    };

    /// <summary>The mapping made ready, or everything that is wrong with it.</summary>
    public (ReadyMapping? Ready, IReadOnlyList<FieldError> Errors) Prepare() => ReadyMapping.Of(this);
}
