using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Features.Inform.Notifications.Acts;

namespace OpsPortal.Features.Inform.Notifications.Pages;

/// <summary>A notification rule while it is typed.</summary>
public sealed class RuleForm
{
    public string Name { get; set; } = "";

    /// <summary>The id of a team; empty: oneself.</summary>
    public string Team { get; set; } = "";

    public bool IsOn { get; set; } = true;

    public string Source { get; set; } = "";

    public string Service { get; set; } = "";

    /// <summary>The id of a team; empty: services of all.</summary>
    public string ServicesOf { get; set; } = "";

    public Priority? AtLeast { get; set; } = Priority.P2;

    public EventType? TypeAtLeast { get; set; }

    /// <summary>One a line.</summary>
    public string Matchers { get; set; } = "";

    public DestinationKind Kind { get; set; }

    public string Address { get; set; } = "";

    public bool IsQuiet { get; set; }

    public string Zone { get; set; } = "UTC";

    public TimeOnly From { get; set; } = new(22, 0);

    public TimeOnly Until { get; set; } = new(6, 0);

    public HashSet<DayOfWeek> Days { get; } = [.. Enum.GetValues<DayOfWeek>()];

    public int BundleMinutes { get; set; }

    public static RuleForm Of(RuleDraft draft)
    {
        var form = new RuleForm
        {
            Name = draft.Name,
            Team = Text(draft.Team),
            IsOn = draft.IsOn,
            Source = draft.Source,
            Service = draft.Service,
            ServicesOf = Text(draft.ServicesOf),
            AtLeast = draft.AtLeast,
            TypeAtLeast = draft.TypeAtLeast,
            Matchers = string.Join('\n', draft.Matchers),
            Kind = draft.Kind,
            Address = draft.Address,
            BundleMinutes = draft.BundleMinutes,
            IsQuiet = draft.Quiet is not null,
        };
        if (draft.Quiet is not { } quiet) return form;
        (form.Zone, form.From, form.Until) = (quiet.Zone, quiet.From, quiet.Until);
        form.Days.IntersectWith(quiet.Days);
        return form;
    }

    public RuleDraft ToDraft() => new()
    {
        Name = Name,
        Team = Id(Team),
        IsOn = IsOn,
        Source = Source,
        Service = Service,
        ServicesOf = Id(ServicesOf),
        AtLeast = AtLeast,
        TypeAtLeast = TypeAtLeast,
        Matchers = Matchers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Kind = Kind,
        Address = Address,
        Quiet = IsQuiet ? new(Zone.Trim(), From, Until, [.. Days.Order()]) : null,
        BundleMinutes = BundleMinutes,
    };

    private static string Text(Guid? id) => id?.ToString("D", CultureInfo.InvariantCulture) ?? "";

    private static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;
}
