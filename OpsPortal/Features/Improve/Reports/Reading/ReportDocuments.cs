using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>The one place where a name and a question become a document: what is printed, saved as a workbook, and mailed.</summary>
internal sealed class ReportDocuments(ReportShelf shelf, Catalogue catalogue)
{
    /// <summary>In the order in which they are offered.</summary>
    public IReadOnlyList<ReportHead> Heads => shelf.Heads;

    /// <summary>Null: there is no such document.</summary>
    public ReportHead? Find(string name) => shelf.Find(name);

    /// <summary>A report as a document of one chapter. Refused as <see cref="ReportShelf.ReadAsync"/> is.</summary>
    public async Task<Outcome<ReportDocument>> ReadAsync(Actor by, string name, ReportQuestion question, CancellationToken stopping)
    {
        var outcome = await shelf.ReadAsync(by, name, question, stopping);
        if (outcome is not Outcome<Report>.Done(var report)) return ((Outcome<Report>.Refused)outcome).Why;
        return new ReportDocument(name, report.Head.Title, report.Head.Question, report.Period, report.Compared, Scope(question), [], [report]);
    }

    /// <summary>Which services a question narrows to, in words; empty: all.</summary>
    public string Scope(ReportQuestion question) => new EstateNames(catalogue.Current).Scope(question);
}
