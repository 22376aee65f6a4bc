using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Signals.Syslog.Listening;
using OpsPortal.Features.Detect.Signals.Syslog.Reading;

namespace OpsPortal.Features.Detect.Signals.Syslog;

internal static class SyslogFeature
{
    /// <summary>Syslog of RFC 5424 and RFC 3164, over UDP and TCP.</summary>
    public static WebApplicationBuilder AddSyslog(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SyslogOptions>().BindConfiguration("OpsPortal:Syslog").ValidateDataAnnotations()
            .Validate(syslog => syslog.TimeZone.Length == 0 || TimeZoneInfo.TryFindSystemTimeZoneById(syslog.TimeZone, out _), "OpsPortal:Syslog:TimeZone is no zone, such as Europe/Berlin.")
            .ValidateOnStart();
        builder.Services.AddSingleton(services => new SyslogReader(services.GetRequiredService<IOptions<SyslogOptions>>().Value.Zone));
        builder.Services.AddSingleton<SyslogQueue>().AddHostedService<SyslogListener>();
        return builder;
    }
}
