using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>A question that the portal asks again and again: is this still good? Its answers become signals.</summary>
public sealed class Monitor
{
    /// <summary>As many as one portal evaluates with headroom.</summary>
    public const int Most = 5000;

    public MonitorNumber Number { get; init; }

    /// <summary>What people call it; kept apart from the draft so that no two can be the same.</summary>
    public string Name { get; private set; } = "";

    public MonitorKind Kind { get; private set; }

    public string Service { get; private set; } = "";

    /// <summary>What it does, as somebody last set it.</summary>
    public required MonitorDraft Draft { get; set; }

    /// <summary>Disabled monitors rest: what they had fired is cleared.</summary>
    public bool Enabled { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Refused for what <see cref="DraftCheck"/> finds.</summary>
    public static Outcome<Monitor> Create(MonitorNumber number, MonitorDraft draft, string by, DateTimeOffset at)
    {
        var created = new Monitor { Number = number, Draft = draft, CreatedAt = at };
        return created.Change(draft, by, at);
    }

    /// <summary>Refused for what <see cref="DraftCheck"/> finds.</summary>
    public Outcome<Monitor> Change(MonitorDraft draft, string by, DateTimeOffset at)
    {
        if (DraftCheck.Check(draft) is { Count: > 0 } faults) return MonitorRefusals.Invalid(faults);
        Draft = draft with { Name = draft.Name.Trim(), Service = draft.Service.Trim() };
        (Name, Kind, Service) = (Draft.Name, Draft.Kind, Draft.Service);
        Note(by, at);
        return this;
    }

    /// <summary>Setting it to what it is already changes nothing.</summary>
    public void Enable(bool enabled, string by, DateTimeOffset at)
    {
        if (Enabled == enabled) return;
        Enabled = enabled;
        Note(by, at);
    }

    private void Note(string by, DateTimeOffset at) => (ChangedBy, ChangedAt, Version) = (by, at, Version + 1);
}
