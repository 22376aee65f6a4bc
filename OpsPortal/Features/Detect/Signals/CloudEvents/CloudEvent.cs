namespace OpsPortal.Features.Detect.Signals.CloudEvents;

/// <summary>One CloudEvent as it was read: its attributes, what is in its data, and why it is refused.</summary>
internal sealed class CloudEvent
{
    private static readonly string[] Required = ["id", "source", "specversion", "type"];

    /// <summary>Most attributes of one event.</summary>
    private const int MaxAttributes = 100;

    /// <summary>By name; what was given empty is absent.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public EventContent Content { get; set; } = EventContent.None;

    /// <summary>The first thing that is wrong; null: nothing.</summary>
    public string? Complaint { get; private set; }

    public string this[string name] => Attributes.GetValueOrDefault(name, "");

    public void Complain(string why) => Complaint ??= why;

    public void Add(string name, string value)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))) Complain($"'{Shown(name)}' is no name of an attribute: lower-case letters and digits only");
        else if (Attributes.Count == MaxAttributes) Complain($"more than {MaxAttributes} attributes");
        else if (value.Length > 0) Attributes[name] = value;
    }

    /// <summary>Checks what every event must have.</summary>
    public CloudEvent Checked()
    {
        foreach (var name in Required.Where(name => !Attributes.ContainsKey(name))) Complain($"the attribute '{name}' is missing");
        if (this["specversion"] is not ("" or "1.0")) Complain($"specversion '{Shown(this["specversion"])}' is not taken; only 1.0 is");
        return this;
    }

    private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}
