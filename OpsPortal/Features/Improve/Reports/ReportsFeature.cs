namespace OpsPortal.Features.Improve.Reports;

internal static class ReportsFeature
{
    /// <summary>Reports, and the aggregates they are made from.</summary>
    public static WebApplicationBuilder AddReports(this WebApplicationBuilder builder) => builder;
}
