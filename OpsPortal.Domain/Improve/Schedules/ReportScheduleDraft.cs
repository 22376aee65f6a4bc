using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Schedules;

/// <summary>A schedule as somebody asks for it.</summary>
public sealed record ReportScheduleDraft
{
    public const int MostRecipients = 50;
    public const int MaxReportLength = 60;

    /// <summary>As in its address: <c>alert-quality</c>.</summary>
    public string Report { get; init; } = "";

    public RelativePeriod Period { get; init; } = RelativePeriod.LastMonth;

    /// <summary>The key of a service; empty: all.</summary>
    public string Service { get; init; } = "";

    /// <summary>The id of a team, whose services it is about; empty: all.</summary>
    public string Team { get; init; } = "";

    /// <summary><c>before</c>, <c>month</c>, <c>year</c> or <c>none</c>, as in an address of a report.</summary>
    public string Compare { get; init; } = "before";

    /// <summary>Its zone is also that of the report's days.</summary>
    public Timetable Timetable { get; init; } = new(Rhythm.Monthly, 1, new(6, 0), Scheduling.Zones.Utc);

    public IReadOnlyList<string> Recipients { get; init; } = [];

    public bool Pdf { get; init; } = true;

    public bool Excel { get; init; }

    /// <summary>The draft with every address once, as mail is sent to it. Refused for a timetable that cannot be, no or too many or unreadable addresses, and no format.</summary>
    public Outcome<ReportScheduleDraft> Check()
    {
        if (!Enum.IsDefined(Period)) return ScheduleRefusals.BadPeriod();
        if (Timetable.Check() is { } why) return why;
        var addresses = new List<EmailAddress>();
        foreach (var text in Recipients.Where(text => text.Trim().Length > 0))
        {
            if (EmailAddress.Read(text) is not Outcome<EmailAddress>.Done(var address)) return ScheduleRefusals.BadRecipient(text);
            if (!addresses.Exists(other => other.Key == address.Key)) addresses.Add(address);
        }

        if (addresses.Count == 0) return ScheduleRefusals.NoRecipient();
        if (addresses.Count > MostRecipients) return ScheduleRefusals.TooManyRecipients();
        if (!Pdf && !Excel) return ScheduleRefusals.NoFormat();
        return this with { Service = Service.Trim(), Team = Team.Trim(), Recipients = [.. addresses.Select(address => address.Value)] };
    }
}
