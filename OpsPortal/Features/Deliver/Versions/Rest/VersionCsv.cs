using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Ui;

namespace OpsPortal.Features.Deliver.Versions.Rest;

/// <summary>Exactly the cells that the page shows, as CSV in UTF-8: the same query.</summary>
internal static class VersionCsv
{
    public const string Path = "/api/v1/versions.csv";

    private static readonly string[] Heads = ["component", "environment", "alignment", "approved", "approvedBy", "deployed", "deployedBy", "observed", "observedSince", "observedBy", "differsSince"];

    public static async Task ExportAsync([AsParameters] VersionListParameters asked, HttpContext request, VersionQueries versions, TimeProvider clock)
    {
        var read = new QueryReader();
        var filter = asked.Read(read);
        if (read.Refusal is { } why)
        {
            await why.Problem().ExecuteAsync(request);
            return;
        }

        await CsvAnswer.WriteAsync(request, "versions", clock.GetUtcNow(), Heads, (cursor, most, stopping) => versions.PageAsync(filter, cursor, most, stopping), Fields);
    }

    private static string[] Fields(VersionCell cell) =>
    [
        cell.Component, cell.Environment, cell.Alignment.ToString().ToLowerInvariant(), cell.Approved?.Component.Version ?? "", cell.Approved?.By ?? "", cell.Deployed?.Component.Version ?? "", cell.Deployed?.By ?? "",
        string.Join("; ", cell.Observed.Select(fact => fact.Component.Version).Distinct()), cell.LastSeen is { } seen ? CsvAnswer.Instant(seen.Since) : "", string.Join("; ", cell.Observed.Select(fact => fact.By).Distinct()),
        cell.DiffersSince is { } since ? CsvAnswer.Instant(since) : "",
    ];
}
