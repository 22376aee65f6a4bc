using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>Every report there is, and the one door to them.</summary>
internal sealed class ReportShelf(IEnumerable<IReport> reports)
{
    private readonly IReadOnlyList<IReport> _reports = [.. reports];

    /// <summary>In the order in which they are offered.</summary>
    public IReadOnlyList<ReportHead> Heads => [.. _reports.Select(report => report.Head)];

    /// <summary>Null: there is no such report.</summary>
    public ReportHead? Find(string name) => Named(name)?.Head;

    /// <summary>Refused without <see cref="Permissions.ReportsRead"/>, and for a report that does not exist.</summary>
    public async Task<Outcome<Report>> ReadAsync(Actor by, string name, ReportQuestion question, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReportsRead)) return Refusals.Forbidden(Permissions.ReportsRead);
        return Named(name) is { } report ? await report.ReadAsync(question, stopping) : Missing(name);
    }

    /// <summary>The rows behind a figure. Refused as the report is, and for a figure that has none.</summary>
    public async Task<Outcome<Page<ReportRow>>> RowsAsync(Actor by, string name, ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReportsRead)) return Refusals.Forbidden(Permissions.ReportsRead);
        if (Named(name) is not { } report) return Missing(name);
        return await report.RowsAsync(question, figure, cursor, limit, stopping) is { } page ? page : Refusals.NotFound($"A list behind the figure {OneLine.Of(figure, 40)}");
    }

    private IReport? Named(string name) => _reports.FirstOrDefault(report => report.Head.Name == name);

    private static Refusal Missing(string name) => Refusals.NotFound($"The report {OneLine.Of(name, 40)}");
}
