using System.Globalization;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;

namespace OpsPortal.Features.Improve.Reports.Schedules.Pages;

/// <summary>A schedule as it is typed.</summary>
internal sealed class ScheduleForm
{
    public string Report { get; set; } = "";

    public RelativePeriod Period { get; set; } = RelativePeriod.LastMonth;

    public string Service { get; set; } = "";

    public string Team { get; set; } = "";

    public string Compare { get; set; } = "before";

    public Rhythm Rhythm { get; set; } = Rhythm.Monthly;

    public int Weekday { get; set; } = 1;

    public int DayOfMonth { get; set; } = 1;

    public TimeOnly At { get; set; } = new(6, 0);

    public string Zone { get; set; } = "";

    /// <summary>One a line, or with commas between them.</summary>
    public string Recipients { get; set; } = "";

    public bool Pdf { get; set; } = true;

    public bool Excel { get; set; }

    public static ScheduleForm Of(ReportScheduleDraft plan) => new()
    {
        Report = plan.Report,
        Period = plan.Period,
        Service = plan.Service,
        Team = plan.Team,
        Compare = plan.Compare.ToLowerInvariant(),
        Rhythm = plan.Timetable.Rhythm,
        Weekday = plan.Timetable.Rhythm == Rhythm.Weekly ? plan.Timetable.Day : 1,
        DayOfMonth = plan.Timetable.Rhythm == Rhythm.Monthly ? plan.Timetable.Day : 1,
        At = plan.Timetable.At,
        Zone = plan.Timetable.Zone,
        Recipients = string.Join('\n', plan.Recipients),
        Pdf = plan.Pdf,
        Excel = plan.Excel,
    };

    public Timetable Timetable => new(Rhythm, Rhythm switch { Rhythm.Weekly => Weekday, Rhythm.Monthly => DayOfMonth, _ => 0 }, At, Zone.Trim());

    /// <summary>What is wrong with it the draft itself says.</summary>
    public ReportScheduleDraft ToDraft() => new()
    {
        Report = Report,
        Period = Period,
        Service = Service,
        Team = Team,
        Compare = Compare,
        Timetable = Timetable,
        Recipients = Recipients.Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Pdf = Pdf,
        Excel = Excel,
    };

    /// <summary>The days that it would be about if it were due at an instant, as a page shows them; empty: something is still to be mended.</summary>
    public string Days(DateTimeOffset due) => Timetable.Check() is null && Period.At(due, Timetable.Zone) is Domain.Kernel.Outcome<Domain.Improve.Measures.ReportPeriod>.Done(var period) ? Model.Words.Days(period) : "";

    /// <summary>As <c>Sat 1 Aug 2026 06:00</c>, in the zone of the form.</summary>
    public static string Local(DateTimeOffset due, string zone) => Domain.Scheduling.Zones.ToLocal(due, zone).ToString("ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>What the page of a schedule asks and does.</summary>
internal sealed class ScheduleTools(ScheduleQueries schedules, SaveSchedule save, ReportDocuments documents, Estate.Keeping.Catalogue catalogue)
{
    public ScheduleQueries Schedules => schedules;

    public SaveSchedule Save => save;

    public ReportDocuments Documents => documents;

    public EstateNames Names => new(catalogue.Current);
}
