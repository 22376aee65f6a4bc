using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Features.Deliver.Versions.Lookups;

namespace OpsPortal.Features.Deliver.Versions.Pages;

/// <summary>A look-up as it is typed.</summary>
internal sealed class LookupForm
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; private init; }

    public string Component { get; set; } = "";

    public string Environment { get; set; } = "";

    public string Url { get; set; } = "";

    public LookupKind Kind { get; set; }

    public string Expression { get; set; } = "/version";

    public int EveryMinutes { get; set; } = VersionLookup.UsualMinutes;

    /// <summary>The version that was looked at.</summary>
    public int? Seen { get; private init; }

    public static LookupForm Of(VersionLookup? lookup) => lookup is null ? new() : new()
    {
        Id = lookup.Id,
        Component = lookup.Name,
        Environment = lookup.Environment,
        Url = lookup.Url,
        Kind = lookup.Kind,
        Expression = lookup.Expression,
        EveryMinutes = lookup.EveryMinutes,
        Seen = lookup.Version,
    };

    public LookupAsked Read() => new(Component.Trim(), Environment.Trim(), Url.Trim(), Kind, Expression, EveryMinutes);
}
