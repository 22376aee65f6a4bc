using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rest;
using OpsPortal.Features.People;

namespace OpsPortal.Features.Improve.Reports.Review;

/// <summary>What the review over HTTP can be asked. What is not given has its usual value: the last month that is over in UTC, all services, against the month before.</summary>
internal sealed record ReviewParameters
{
    [FromQuery(Name = "month"), Description("As 2026-10")]
    public string? Month { get; init; }

    [FromQuery(Name = "zone"), Description("As Europe/Berlin")]
    public string? Zone { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service, also of one that was deleted")]
    public string? Service { get; init; }

    [FromQuery(Name = "team"), Description("The id of a team: the services it owns now")]
    public string? Team { get; init; }

    [FromQuery(Name = "compare"), Description("month, year or none")]
    public string? Compare { get; init; }
}

/// <summary>The review in full.</summary>
/// <param name="Compared">Null: with nothing.</param>
/// <param name="Scope">Which services it is narrowed to, in words; empty: all.</param>
/// <param name="Story">What is said before the first chapter. Evidence is the name of a chapter, a slash, and the key in it.</param>
/// <param name="Chapters">The scorecard, then each report.</param>
internal sealed record ReviewBody(string Name, string Title, string Question, PeriodItem Period, PeriodItem? Compared, string Scope, IReadOnlyList<SentenceItem> Story, IReadOnlyList<ReportBody> Chapters)
{
    public static ReviewBody Of(ReportDocument review, ReportQuestion question) => new(
        review.Name, review.Title, review.Question, PeriodItem.Of(review.Period), review.Compared is { } compared ? PeriodItem.Of(compared) : null, review.Scope,
        [.. review.Story.Select(sentence => new SentenceItem(sentence.Kind, sentence.Text, sentence.Evidence))],
        [.. review.Chapters.Select(chapter => ReportBody.Of(chapter, figure => $"{ReportEndpoints.Root}/{chapter.Head.Name}/rows/{figure}?{question}"))]);
}

/// <summary>The monthly review over HTTP.</summary>
internal static class ReviewEndpoint
{
    /// <summary>Beside the reports; its name is no report's.</summary>
    public static void MapMonthlyReview(this IEndpointRouteBuilder reports) =>
        reports.MapGet($"/{MonthlyReviewReader.Name}", ReadAsync).WithName("ReadMonthlyReview").WithSummary("Read the monthly service review: story, scorecard and every report as a chapter").Produces<ReviewBody>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ReadAsync([AsParameters] ReviewParameters asked, HttpContext request, [FromServices] MonthlyReviewReader reader, [FromServices] TimeProvider clock)
    {
        var read = new AskedReview(asked.Month, asked.Zone, asked.Service, asked.Team, asked.Compare).Read(clock.GetUtcNow(), Zones.Utc);
        if (read is not Outcome<ReportQuestion>.Done(var question)) return read.Refusal!.Problem();
        return await reader.ReadAsync(request.Actor(), question, request.RequestAborted) switch
        {
            Outcome<ReportDocument>.Done(var review) => Results.Ok(ReviewBody.Of(review, question)),
            var refused => refused.Refusal!.Problem(),
        };
    }
}
