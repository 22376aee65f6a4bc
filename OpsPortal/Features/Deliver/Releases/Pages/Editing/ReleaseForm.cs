using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Changes.Pages.Editing;

namespace OpsPortal.Features.Deliver.Releases.Pages.Editing;

/// <summary>A release as it is typed. Empty lines are no lines.</summary>
internal sealed class ReleaseForm
{
    public string Title { get; set; } = "";

    public string Environment { get; set; } = "";

    public string Audience { get; set; } = "";

    /// <summary>In <see cref="Zone"/>; null: not dated yet.</summary>
    public DateTime? Date { get; set; }

    public string Zone { get; private init; } = Zones.Utc;

    public string Notes { get; set; } = "";

    public string Switch { get; set; } = "";

    public List<ComponentLine> Contents { get; private init; } = [new()];

    public static ReleaseForm Empty(string zone) => new() { Zone = zone };

    public static ReleaseForm Of(ReleaseDraft draft, string zone) => new()
    {
        Title = draft.Title,
        Environment = draft.Environment,
        Audience = draft.Audience,
        Date = draft.Date is { } date ? Zones.ToLocal(date, zone) : null,
        Zone = zone,
        Notes = draft.Notes,
        Switch = draft.Switch,
        Contents = draft.Contents.Count == 0 ? [new()] : [.. draft.Contents.Select(content => new ComponentLine { Service = content.Service.Value, Component = content.Component, Version = content.Version, Commit = content.Commit, Digest = content.Digest })],
    };

    /// <summary>The draft that is typed; refused for a service that is none. What else is wrong the draft itself says.</summary>
    public Outcome<ReleaseDraft> ToDraft()
    {
        var contents = new List<ComponentVersion>();
        foreach (var line in Contents.Where(line => !line.IsEmpty))
        {
            if (ServiceKey.Read(line.Service.Trim()) is not Outcome<ServiceKey>.Done(var service)) return EstateRefusals.BadKey(line.Service);
            contents.Add(new(service, line.Component.Trim(), line.Version.Trim(), line.Commit.Trim().ToLowerInvariant(), line.Digest.Trim()));
        }

        return new ReleaseDraft
        {
            Title = Title.Trim(),
            Environment = Environment.Trim(),
            Audience = Audience.Trim(),
            Date = Date is { } date ? Zones.ToInstant(date, Zone) : null,
            Notes = Notes.ReplaceLineEndings("\n").Trim(),
            Switch = Switch.Trim(),
            Contents = contents,
        };
    }
}
