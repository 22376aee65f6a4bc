using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Components;

/// <summary>Period, zone, service, team and comparison of a report.</summary>
public sealed partial class ReportFilter : ComponentBase
{
    /// <summary>More services are not offered while typing; their keys can be typed all the same.</summary>
    private const int MostOffered = 500;

    /// <summary>The name of the report.</summary>
    [Parameter, EditorRequired] public string Report { get; set; } = "";

    /// <summary>Null: what the address asks for cannot be.</summary>
    [Parameter, EditorRequired] public ReportQuestion? Question { get; set; }

    [Parameter, EditorRequired] public EstateNames Names { get; set; } = default!;

    /// <summary>In the zone of the report.</summary>
    [Parameter, EditorRequired] public DateOnly Today { get; set; }

    private IEnumerable<(string Title, string Href)> Presets
    {
        get
        {
            var month = new DateOnly(Today.Year, Today.Month, 1);
            var quarter = new DateOnly(Today.Year, ((Today.Month - 1) / 3 * 3) + 1, 1);
            return new[]
            {
                ("7 days", Today.AddDays(-6), Today), ("30 days", Today.AddDays(-29), Today), ("This month", month, Today), ("Last month", month.AddMonths(-1), month.AddDays(-1)),
                ("Last quarter", quarter.AddMonths(-3), quarter.AddDays(-1)), ("365 days", Today.AddDays(-364), Today),
            }.Select(preset => (preset.Item1, Href(preset.Item2, preset.Item3)));
        }
    }

    private string Href(DateOnly from, DateOnly to) =>
        Question is { } question && ReportPeriod.Of(from, to, question.Period.Zone) is Outcome<ReportPeriod>.Done(var period) ? $"/reports/{Report}?{question with { Period = period }}" : $"/reports/{Report}";
}
