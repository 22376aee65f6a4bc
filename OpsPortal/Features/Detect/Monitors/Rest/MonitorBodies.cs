using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Features.Detect.Monitors.Queries;

namespace OpsPortal.Features.Detect.Monitors.Rest;

/// <summary>What a list of monitors can be asked for.</summary>
internal sealed record MonitorListParameters
{
    [FromQuery(Name = "q"), Description("Words in the name or the service; all must occur")]
    public string? Text { get; init; }

    [FromQuery(Name = "kind"), Description("availability, capacity, performance or security; repeatable")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "state"), Description("unknown, ok, pending, firing, noData, off or disabled; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "service"), Description("The service exactly")]
    public string? Service { get; init; }

    private const string Disabled = "disabled";

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public MonitorFilter Read(QueryReader read)
    {
        var states = read.OneOf("state", State, [.. Enum.GetNames<Phase>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]), Disabled]);
        return new()
        {
            Text = Text ?? "",
            Kinds = read.Names<MonitorKind>("kind", Kind),
            Phases = [.. states.Where(state => state != Disabled).Select(state => Enum.Parse<Phase>(state, ignoreCase: true))],
            Enabled = states is [Disabled] ? false : null,
            Service = Service ?? "",
        };
    }
}

/// <summary>Whether a monitor is to work.</summary>
internal sealed record EnabledBody
{
    public required bool Enabled { get; init; }
}

/// <summary>What is to be run over history.</summary>
/// <param name="Draft">Null: the monitor as it is.</param>
/// <param name="Days">How far to look back, 1 to 90; null: 30.</param>
internal sealed record BackTestBody(MonitorDraft? Draft, int? Days)
{
    public const int UsualDays = 30;
}
