using System.Globalization;
using OpsPortal.Api;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>As what a document leaves the portal in one file.</summary>
internal enum ReportFormat
{
    Pdf,

    /// <summary>A workbook, <c>.xlsx</c>.</summary>
    Excel,
}

/// <summary>A document as a file.</summary>
internal sealed record ReportDownload(string Name, string ContentType, byte[] Bytes)
{
    public const string Pdf = "application/pdf", Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="made">Stands in it. The same document and the same instant make the same bytes.</param>
    public static async Task<ReportDownload> MakeAsync(ReportDocument document, ReportFormat format, DateTimeOffset made, CancellationToken stopping) =>
        new(NameOf(document, format), TypeOf(format), format == ReportFormat.Pdf ? ReportPrint.Of(document, made) : await ReportWorkbook.OfAsync(document, made, stopping));

    /// <summary>Where it is had; the address has the parameters of the report.</summary>
    public static string Href(string name, ReportFormat format, ReportQuestion question) => $"{ApiFeature.Root}/reports/{name}.{Ending(format)}?{question}";

    public static string TypeOf(ReportFormat format) => format == ReportFormat.Pdf ? Pdf : Excel;

    private static string NameOf(ReportDocument document, ReportFormat format) =>
        string.Create(CultureInfo.InvariantCulture, $"{document.Name}-{document.Period.From:yyyyMMdd}-{document.Period.To:yyyyMMdd}.{Ending(format)}");

    private static string Ending(ReportFormat format) => format == ReportFormat.Pdf ? "pdf" : "xlsx";
}
