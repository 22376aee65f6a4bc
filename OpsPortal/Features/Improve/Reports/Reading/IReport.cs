using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>One kind of report.</summary>
internal interface IReport
{
    ReportHead Head { get; }

    /// <summary>Reads it anew. The same rows make the same report.</summary>
    Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping);

    /// <summary>The rows behind a figure, in the order of their instants: as many as the figure counts. Null: that figure has none.</summary>
    /// <param name="cursor">Where a page before ended; null: from the first.</param>
    Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping);
}
