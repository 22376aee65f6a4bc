using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>A release as somebody wants it to be: what becomes available, to whom, and when.</summary>
public sealed record ReleaseDraft
{
    public const int MaxTitleLength = 200, MaxAudienceLength = 500, MaxNotesLength = 20_000, MaxContents = 200;

    public required string Title { get; init; }

    /// <summary>The versions that become available.</summary>
    public IReadOnlyList<ComponentVersion> Contents { get; init; } = [];

    /// <summary>Where they have to run for that, as the catalogue names it.</summary>
    public required string Environment { get; init; }

    /// <summary>For whom, in words.</summary>
    public string Audience { get; init; } = "";

    /// <summary>Null: not dated yet.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>What users are told is new, as Markdown.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The key of the feature switch that makes it available; empty: none does.</summary>
    public string Switch { get; init; } = "";

    /// <summary>Why it cannot stand, or null where it can. What it still lacks may come later.</summary>
    public Refusal? Fault()
    {
        if (Plain.Fault("title", Title, MaxTitleLength) is { } title) return title;
        if (Plain.Fault("environment", Environment, ServiceDraft.MaxPartNameLength) is { } environment) return environment;
        if (Audience.Length > MaxAudienceLength || Plain.HasUnprintable(Audience, lines: false)) return ReleaseRefusals.BadText("audience", MaxAudienceLength);
        if (Notes.Length > MaxNotesLength || Plain.HasUnprintable(Notes, lines: true)) return ReleaseRefusals.BadText("notes", MaxNotesLength);
        if (Contents.Count > MaxContents || Contents.DistinctBy(one => one.Name).Count() < Contents.Count) return ReleaseRefusals.BadContents(MaxContents);
        return Switch.Length > 0 && !Switches.FeatureSwitch.IsKey(Switch) ? ReleaseRefusals.BadSwitch(Switch) : null;
    }

    /// <summary>What it lacks before anybody can decide on it, in the order of the form.</summary>
    public IReadOnlyList<string> Missing()
    {
        (bool Lacks, string What)[] parts = [(Contents.Count == 0, "contents"), (Audience.Length == 0, "an audience"), (Date is null, "a date"), (string.IsNullOrWhiteSpace(Notes), "notes for users")];
        return [.. parts.Where(part => part.Lacks).Select(part => part.What)];
    }
}
