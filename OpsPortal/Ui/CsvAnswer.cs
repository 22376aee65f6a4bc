using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Ui;

/// <summary>A whole list as a CSV file in UTF-8, page by page, however long it is.</summary>
internal static class CsvAnswer
{
    private const int ReadAtOnce = 500;

    /// <param name="name">What the file is called, before the time.</param>
    /// <param name="page">The rows after a cursor, at most so many.</param>
    public static async Task WriteAsync<TRow>(
        HttpContext request, string name, DateTimeOffset now, IEnumerable<string> heads, Func<string?, int, CancellationToken, Task<Page<TRow>>> page, Func<TRow, IEnumerable<string>> fields)
    {
        request.Response.ContentType = "text/csv; charset=utf-8";
        request.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{name}-{now.UtcDateTime:yyyyMMdd-HHmm}.csv\"");
        await using var text = new StreamWriter(request.Response.Body, leaveOpen: true);
        await text.WriteAsync(Csv.Line(heads));
        string? cursor = null;
        do
        {
            var read = await page(cursor, ReadAtOnce, request.RequestAborted);
            foreach (var row in read.Items) await text.WriteAsync(Csv.Line(fields(row)));
            cursor = read.Next;
        }
        while (cursor is not null);
    }

    /// <summary>In UTC, to the second.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
