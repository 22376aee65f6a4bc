using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Telemetry.Health;

/// <summary>One word for everyone; why, only for those who run the portal.</summary>
internal static class HealthAnswer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static Task WriteAsync(HttpContext request, HealthReport report)
    {
        var actor = request.Actor();
        if (!actor.May(Permissions.JobsManage) && !actor.May(Permissions.MetricsRead)) return request.Response.WriteAsync(report.Status.ToString());
        return request.Response.WriteAsJsonAsync(
            new
            {
                report.Status,
                Checks = report.Entries.ToDictionary(
                    check => check.Key,
                    check => new { check.Value.Status, check.Value.Description, Took = check.Value.Duration, Details = check.Value.Data.Count == 0 ? null : check.Value.Data },
                    StringComparer.Ordinal),
            },
            Json);
    }
}
