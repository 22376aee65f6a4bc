using OpsPortal.Domain.Detect.Sources.Mapping;

namespace OpsPortal.Features.Detect.Sources.Mapping;

/// <summary>One line of labels or annotations while it is typed.</summary>
public sealed class FieldDraft
{
    public string Name { get; set; } = "";

    public string Template { get; set; } = "";
}

/// <summary>A mapping while it is typed.</summary>
public sealed class MappingDraft
{
    public string Items { get; set; } = "";
    public List<FieldDraft> Labels { get; } = [];
    public List<FieldDraft> Annotations { get; } = [];
    public string Severity { get; set; } = "";
    public string Status { get; set; } = "";
    public string Firing { get; set; } = "";
    public string Resolved { get; set; } = "";
    public string StartsAt { get; set; } = "";
    public string Text { get; set; } = "";
    public string Link { get; set; } = "";

    public static MappingDraft Of(JsonMapping mapping)
    {
        var draft = new MappingDraft
        {
            Items = mapping.Items,
            Severity = mapping.Severity,
            Status = mapping.Status,
            Firing = mapping.Firing,
            Resolved = mapping.Resolved,
            StartsAt = mapping.StartsAt,
            Text = mapping.Text,
            Link = mapping.Link,
        };
        draft.Labels.AddRange(mapping.Labels.Select(label => new FieldDraft { Name = label.Name, Template = label.Template }));
        draft.Annotations.AddRange(mapping.Annotations.Select(annotation => new FieldDraft { Name = annotation.Name, Template = annotation.Template }));
        return draft;
    }

    /// <summary>What is typed so far; lines left wholly empty do not count.</summary>
    public JsonMapping ToMapping() => new()
    {
        Items = Items,
        Severity = Severity,
        Status = Status,
        Firing = Firing,
        Resolved = Resolved,
        StartsAt = StartsAt,
        Text = Text,
        Link = Link,
        Labels = Fields(Labels),
        Annotations = Fields(Annotations),
    };

    private static List<MappedField> Fields(List<FieldDraft> drafts) =>
        [.. drafts.Where(draft => draft.Name.Length > 0 || draft.Template.Length > 0).Select(draft => new MappedField(draft.Name.Trim(), draft.Template))];
}
