using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Review.Components;

/// <summary>Month, zone, service, team and comparison of the review.</summary>
public sealed partial class ReviewFilter : ComponentBase
{
    /// <summary>More services are not offered while typing; their keys can be typed all the same.</summary>
    private const int MostOffered = 500;

    private EstateNames? _known;

    /// <summary>Null: what the address asks for cannot be.</summary>
    [Parameter, EditorRequired] public ReportQuestion? Question { get; set; }

    /// <summary>As it stands in the address: kept where it cannot be, so that it can be mended.</summary>
    [Parameter, EditorRequired] public AskedReview Typed { get; set; } = default!;

    [Parameter, EditorRequired] public EstateNames Names { get; set; } = default!;

    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    private IReadOnlyList<(string Key, string Name)> Services { get; set; } = [];

    private IReadOnlyList<(TeamId Id, string Name)> Teams { get; set; } = [];

    private ReportMonth Month => Question is { } question ? ReportMonth.Of(question.Period.From) : ReportMonth.LastWhole(Now, Zones.Utc);

    private DateOnly Today => ReportPeriod.DayOf(Now, Question?.Period.Zone ?? Zones.Utc);

    private ReportMonth ThisMonth => ReportMonth.Of(Today);

    /// <summary>Names are put in order once, not each time a chapter comes.</summary>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_known, Names)) return;
        (_known, Services, Teams) = (Names, [.. Names.Services.Take(MostOffered)], Names.Teams);
    }

    private string Href(ReportMonth month) => Question is { } question && month.In(question.Period.Zone, Now) is Domain.Kernel.Outcome<ReportPeriod>.Done(var period)
        ? $"/reports/{MonthlyReviewReader.Name}?{AskedReview.Query(question with { Period = period })}" : $"/reports/{MonthlyReviewReader.Name}?month={month}";
}
