using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Review;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>The one place where a name and a question become a document: what is printed, saved as a workbook, and mailed.</summary>
internal sealed class ReportDocuments(ReportShelf shelf, MonthlyReviewReader review, Catalogue catalogue)
{
    /// <summary>In the order in which they are offered.</summary>
    public IReadOnlyList<ReportHead> Heads => [MonthlyReviewReader.Head, .. shelf.Heads];

    /// <summary>Null: there is no such document.</summary>
    public ReportHead? Find(string name) => Heads.FirstOrDefault(head => head.Name == name);

    /// <summary>Why a document cannot be of these days; null: it can.</summary>
    public static Refusal? Check(string name, ReportPeriod period)
    {
        var month = ReportMonth.Of(period.From);
        return name != MonthlyReviewReader.Name || (period.From == month.First && period.To == month.Last) ? null
            : new("report.invalid-month", $"{MonthlyReviewReader.Title} is of one calendar month, from its first day to its last. Choose one.");
    }

    /// <summary>Where it is read in the portal.</summary>
    public static string Href(string name, ReportQuestion question) => name == MonthlyReviewReader.Name ? $"/reports/{name}?{AskedReview.Query(question)}" : $"/reports/{name}?{question}";

    /// <summary>A report as a document of one chapter, or the review of a month. Refused as <see cref="ReportShelf.ReadAsync"/> is, and as <see cref="Check"/>.</summary>
    public async Task<Outcome<ReportDocument>> ReadAsync(Actor by, string name, ReportQuestion question, CancellationToken stopping)
    {
        if (Check(name, question.Period) is { } why) return why;
        if (name == MonthlyReviewReader.Name) return await review.ReadAsync(by, question, stopping);
        var outcome = await shelf.ReadAsync(by, name, question, stopping);
        if (outcome is not Outcome<Report>.Done(var report)) return ((Outcome<Report>.Refused)outcome).Why;
        return new ReportDocument(name, report.Head.Title, report.Head.Question, report.Period, report.Compared, new EstateNames(catalogue.Current).Scope(question), [], [report]);
    }
}
