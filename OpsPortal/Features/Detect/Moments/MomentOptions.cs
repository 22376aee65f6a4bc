using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Events.Components.Story;

namespace OpsPortal.Features.Detect.Moments;

/// <summary>Where the tools are that hold more than the portal; section <c>OpsPortal:Evidence</c>. Empty: no link is shown.</summary>
/// <remarks>Each is an address with holes: <c>{trace}</c>, <c>{service}</c>, <c>{from}</c> and <c>{to}</c> (milliseconds since 1970 UTC).</remarks>
internal sealed class MomentOptions
{
    [MaxLength(2000)] public string TraceUrl { get; init; } = "";

    [MaxLength(2000)] public string LogsUrl { get; init; } = "";

    [MaxLength(2000)] public string MetricsUrl { get; init; } = "";
}

[OptionsValidator]
internal sealed partial class MomentOptionsValidator : IValidateOptions<MomentOptions>;

/// <summary>Links from evidence to the tools it comes from.</summary>
public sealed class MomentLinks
{
    private readonly MomentOptions _options;

    internal MomentLinks(IOptions<MomentOptions> options) => _options = options.Value;

    /// <summary>Null where no such tool is set up; likewise below.</summary>
    public string? Trace(Moment moment, string trace) => Fill(_options.TraceUrl, moment, trace);

    public string? Logs(Moment moment) => Fill(_options.LogsUrl, moment, "");

    public string? Metrics(Moment moment) => Fill(_options.MetricsUrl, moment, "");

    private static string? Fill(string address, Moment moment, string trace) => address.Length == 0 ? null : SafeLink.From(address
        .Replace("{trace}", Uri.EscapeDataString(trace), StringComparison.Ordinal)
        .Replace("{service}", Uri.EscapeDataString(moment.Service), StringComparison.Ordinal)
        .Replace("{from}", moment.From.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{to}", moment.To.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
