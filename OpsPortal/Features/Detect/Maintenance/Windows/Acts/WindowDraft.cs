using System.ComponentModel;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Acts;

/// <summary>One time of a rule that takes place elsewhere.</summary>
/// <param name="Date">The local date on which the rule has it.</param>
/// <param name="LocalStart">In the zone of the window.</param>
internal sealed record MovedDraft(DateOnly Date, DateTime LocalStart, int DurationMinutes)
{
    public static IReadOnlyList<MovedDraft> Of(Schedule schedule) => [.. schedule.Moved.Select(time => new MovedDraft(time.Date, time.LocalStart, (int)time.Duration.TotalMinutes))];

    public MovedTime ToTime() => new(Date, DateTime.SpecifyKind(LocalStart, DateTimeKind.Unspecified), TimeSpan.FromMinutes(DurationMinutes));
}

/// <summary>A window as a form or a program says it.</summary>
internal sealed record WindowDraft
{
    public string Title { get; init; } = "";

    public string Reason { get; init; } = "";

    [Description("Id of the person in charge; none: nobody is named")]
    public Guid? Owner { get; init; }

    [Description("Local time of the first start, as 2026-12-06T22:00, in the zone")]
    public DateTime LocalStart { get; init; }

    [Description("A name of IANA, as Europe/Berlin")]
    public string Zone { get; init; } = Zones.Utc;

    [Description("Elapsed time, whatever the clocks do meanwhile")]
    public int DurationMinutes { get; init; }

    [Description("As RFC 5545: FREQ=MONTHLY;BYDAY=-1SU;COUNT=12; empty: once")]
    public string Rule { get; init; } = "";

    [Description("Local dates on which it does not take place")]
    public IReadOnlyList<DateOnly> Exceptions { get; init; } = [];

    [Description("Times of the rule that take place elsewhere; left out: as before")]
    public IReadOnlyList<MovedDraft>? Moved { get; init; }

    [Description("Keys of services")]
    public IReadOnlyList<string> Services { get; init; } = [];

    [Description("What needs one of the services counts as well")]
    public bool WithDependants { get; init; }

    [Description("As the label environment or env says; empty: any")]
    public string Environment { get; init; } = "";

    [Description("Conditions on labels, as team=\"shop\" or alertname=~\"Disk.*\"; all have to hold")]
    public IReadOnlyList<string> Matchers { get; init; } = [];

    public EffectKind Effect { get; init; }

    [Description("For Lower: no more pressing than this; none: by steps")]
    public Priority? LowerTo { get; init; }

    [Description("For Lower without a priority: so many steps, 1 to 4")]
    public int LowerBy { get; init; }

    [Description("For Tag: the mark")]
    public string Tag { get; init; } = "";

    [Description("Goes on past its plan until somebody says that the work is done, and raises an alarm meanwhile")]
    public bool EndsWhenDone { get; init; }

    public static WindowDraft Of(MaintenanceWindow window) => new()
    {
        Title = window.Title,
        Reason = window.Reason,
        Owner = window.Owner?.Value,
        LocalStart = window.Schedule.LocalStart,
        Zone = window.Schedule.Zone,
        DurationMinutes = (int)window.Schedule.Duration.TotalMinutes,
        Rule = window.Schedule.Recurrence?.ToString() ?? "",
        Exceptions = window.Schedule.Exceptions,
        Moved = MovedDraft.Of(window.Schedule),
        Services = [.. window.Scope.Services.Select(service => service.Value)],
        WithDependants = window.Scope.WithDependants,
        Environment = window.Scope.Environment,
        Matchers = [.. window.Scope.Matchers.Select(matcher => matcher.ToString())],
        Effect = window.Effect.Kind,
        LowerTo = window.Effect.LowerTo,
        LowerBy = window.Effect.LowerBy,
        Tag = window.Effect.Tag,
        EndsWhenDone = window.EndsWhenDone,
    };

    /// <summary>What it means in time. Refused as <see cref="Schedule.Create"/>.</summary>
    public Outcome<Schedule> ToSchedule()
    {
        if (string.IsNullOrWhiteSpace(Rule)) return Schedule.Create(LocalStart, Zone, TimeSpan.FromMinutes(DurationMinutes));
        var rule = RecurrenceText.Parse(Rule);
        return rule is Outcome<Recurrence>.Done(var recurrence) ? Schedule.Create(LocalStart, Zone, TimeSpan.FromMinutes(DurationMinutes), recurrence, Exceptions, [.. (Moved ?? []).Select(time => time.ToTime())]) : ((Outcome<Recurrence>.Refused)rule).Why;
    }

    /// <summary>What it speaks of. Refused for keys and matchers that are none.</summary>
    public Outcome<WindowScope> ToScope()
    {
        var services = new List<ServiceKey>();
        foreach (var text in Services)
        {
            var read = ServiceKey.Read(text.Trim());
            if (read is not Outcome<ServiceKey>.Done(var key)) return ((Outcome<ServiceKey>.Refused)read).Why;
            if (!services.Contains(key)) services.Add(key);
        }

        var matchers = new List<Matcher>();
        foreach (var text in Matchers.Where(text => !string.IsNullOrWhiteSpace(text)))
        {
            var read = MatcherText.Parse(text.Trim());
            if (read is not Outcome<Matcher>.Done(var matcher)) return ((Outcome<Matcher>.Refused)read).Why;
            matchers.Add(matcher);
        }

        return new WindowScope { Services = services, WithDependants = WithDependants && services.Count > 0, Environment = Environment.Trim(), Matchers = matchers };
    }

    /// <summary>The plan it stands for; still to be checked by <see cref="WindowPlan.Check"/>.</summary>
    public Outcome<WindowPlan> ToPlan(string ownerName)
    {
        var (schedule, scope) = (ToSchedule(), ToScope());
        if (schedule is not Outcome<Schedule>.Done(var when)) return ((Outcome<Schedule>.Refused)schedule).Why;
        if (scope is not Outcome<WindowScope>.Done(var what)) return ((Outcome<WindowScope>.Refused)scope).Why;
        return new WindowPlan(Title, Reason.ReplaceLineEndings("\n"), Owner is { } owner ? new PersonId(owner) : null, ownerName, when, what, new(Effect, LowerTo, LowerBy, Tag.Trim()), EndsWhenDone);
    }
}
