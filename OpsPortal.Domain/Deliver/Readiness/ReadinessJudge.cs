using System.Globalization;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Domain.Deliver.Readiness.CriterionState;

namespace OpsPortal.Domain.Deliver.Readiness;

/// <summary>Decides which criteria hold. Asked at approval and again at the start, each time of what is known then.</summary>
public static class ReadinessJudge
{
    /// <summary>So long after the planned end there must still be room.</summary>
    public static readonly TimeSpan Outlook = TimeSpan.FromDays(7);

    /// <summary>Most things told in one sentence.</summary>
    private const int MostTold = 3;

    /// <summary>Those that apply, in the order given.</summary>
    public static IReadOnlyList<CriterionStanding> Judge(IEnumerable<Criterion> criteria, ReadinessCase asked, ReadinessFacts facts, DateTimeOffset at) =>
        [.. criteria.Where(criterion => criterion.Applies(asked.Plan.Environment, asked.Tiers)).Select(criterion => Judge(criterion, asked, facts, at))];

    /// <summary>Why it must wait, or null where nothing holds it back.</summary>
    public static Refusal? Refuse(IReadOnlyList<CriterionStanding> standings) =>
        standings.Where(standing => standing.HoldsBack).ToList() is { Count: > 0 } missing ? ReadinessRefusals.NotMet(missing) : null;

    private static CriterionStanding Judge(Criterion criterion, ReadinessCase asked, ReadinessFacts facts, DateTimeOffset at) => criterion.Draft.Kind switch
    {
        CriterionKind.DependencyHealth => Dependencies(criterion, asked, facts),
        CriterionKind.NoMajorIncident => Incidents(criterion, asked, facts),
        CriterionKind.Capacity => Capacity(criterion, asked, facts, at),
        CriterionKind.Window => Window(criterion, asked, facts, at),
        CriterionKind.SignedReport => Reports(criterion, asked, facts, at),
        _ => Shown(criterion, asked, facts, at),
    };

    private static CriterionStanding Dependencies(Criterion criterion, ReadinessCase asked, ReadinessFacts facts)
    {
        var needed = Upstream(asked, facts);
        var open = facts.Exceptions.Where(one => needed(one.Service) && !asked.Services.Contains(one.Service)).Select(one => $"{one.Event} {one.Title} is open on {one.Service}").ToList();
        return open.Count == 0 ? new(criterion, Met, "Nothing that is needed has an open exception.") : new(criterion, NotMet, Told(open));
    }

    private static CriterionStanding Incidents(Criterion criterion, ReadinessCase asked, ReadinessFacts facts)
    {
        var needed = Upstream(asked, facts);
        var open = facts.Incidents.Where(one => needed(one.Service) || asked.Services.Contains(one.Service)).Select(one => $"{one.Number} {one.Title} is open on {one.Service}, {one.Priority}").ToList();
        return open.Count == 0 ? new(criterion, Met, "No incident of P1 or P2 is open here or on what is needed.") : new(criterion, NotMet, Told(open));
    }

    private static CriterionStanding Capacity(Criterion criterion, ReadinessCase asked, ReadinessFacts facts, DateTimeOffset at)
    {
        var soon = (asked.Plan.Window?.End is { } end && end > at ? end : at) + Outlook;
        var faults = new List<string>();
        foreach (var reading in facts.Capacity.Where(reading => asked.Services.Contains(reading.Service)))
        {
            var room = (reading.GrowsUp ? 1 - (criterion.Draft.Headroom / 100.0) : 1 + (criterion.Draft.Headroom / 100.0)) * reading.Full;
            if (reading.Value is not { } value || reading.ReadAt is not { } read || at - read > reading.FreshFor) faults.Add($"{reading.Monitor} {reading.Name} has no fresh value");
            else if (reading.Fires) faults.Add($"{reading.Monitor} {reading.Name} fires at {Number(value)}");
            else if (reading.GrowsUp ? value > room : value < room) faults.Add($"{reading.Monitor} {reading.Name} is at {Number(value)}; with {criterion.Draft.Headroom} % of headroom it may be {Number(room)}");
            else if (reading.FullAt < soon) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{reading.Monitor} {reading.Name} is full about {reading.FullAt.Value.UtcDateTime:d MMM yyyy}"));
        }

        if (faults.Count > 0) return new(criterion, NotMet, Told(faults));
        var unwatched = asked.Services.Where(service => !facts.Capacity.Any(reading => reading.Service == service)).ToList();
        return unwatched.Count > 0
            ? new(criterion, Missing, $"No monitor watches the capacity of {string.Join(", ", unwatched.Take(MostTold))}{More(unwatched.Count)}.")
            : new(criterion, Met, string.Create(CultureInfo.InvariantCulture, $"Every capacity monitor leaves {criterion.Draft.Headroom} % and sees none full before {soon.UtcDateTime:d MMM yyyy}."));
    }

    private static CriterionStanding Window(Criterion criterion, ReadinessCase asked, ReadinessFacts facts, DateTimeOffset at)
    {
        if (asked.Plan.Window is not { } window) return new(criterion, Missing, "It is not planned yet.");
        if (window.End <= at) return new(criterion, NotMet, "Its window is over.");
        var work = new PlannedWork(Clashes.Clashes.ChangeWork, asked.Number.ToString(), asked.Plan.Title, asked.Services, asked.Plan.Environment, window.Start, window.End);
        var outside = Clashes.Clashes.Find(work, new(facts.Graph, [.. facts.Windows.Where(one => one.Kind == Clashes.Clashes.MaintenanceWork)])).Where(clash => clash.Kind == ClashKind.Maintenance).Select(clash => clash.Words.TrimEnd('.')).ToList();
        return outside.Count > 0 ? new(criterion, NotMet, Told(outside)) : new(criterion, Met, $"It is planned from {ClashWords.When(window.Start, window.End)}, inside every window that its services have.");
    }

    private static CriterionStanding Reports(Criterion criterion, ReadinessCase asked, ReadinessFacts facts, DateTimeOffset at)
    {
        var latest = new List<SignedReport>();
        foreach (var service in asked.Services)
        {
            // The last word counts, also where an earlier one was better.
            var report = facts.Reports.Where(one => one.Check == criterion.Draft.Report && one.Service == service && string.Equals(one.Environment, asked.Plan.Environment, StringComparison.OrdinalIgnoreCase)).MaxBy(one => (one.IssuedAt, one.Id));
            if (report is null) return new(criterion, Missing, $"Nobody has reported {criterion.Draft.Report} for {service} in {asked.Plan.Environment}.");
            var expires = Earlier(report.ExpiresAt, report.IssuedAt + criterion.Draft.Holds);
            if (expires <= at) return new(criterion, Expired, $"The report for {service} has expired.", report.Link, report.From, expires);
            if (!report.Passed) return new(criterion, NotMet, $"The report for {service} says no{(report.Summary.Length > 0 ? $": {report.Summary.TrimEnd('.')}" : "")}.", report.Link, report.From, expires);
            latest.Add(report);
        }

        return latest.Count == 0
            ? new(criterion, Missing, "The plan names no component, so there is nothing to report on.")
            : new(criterion, Met, $"Reported for {string.Join(", ", latest.Select(report => report.Service))}.", latest[0].Link, latest[0].From, latest.Min(report => Earlier(report.ExpiresAt, report.IssuedAt + criterion.Draft.Holds)));
    }

    private static CriterionStanding Shown(Criterion criterion, ReadinessCase asked, ReadinessFacts facts, DateTimeOffset at)
    {
        if (facts.Evidence.Where(one => one.Criterion == criterion.Id && one.Change == asked.Number).MaxBy(one => (one.At, one.Id)) is not { } last) return new(criterion, Missing, "Nobody has shown it yet.");
        var standing = new CriterionStanding(criterion, Met, last.Text.Length > 0 ? last.Text : "See the link.", last.Link, last.By, last.ExpiresAt);
        if (last.PlanMark != ReadinessEvidence.MarkOf(asked.Plan)) return standing with { State = Expired, Words = "It was shown for another plan: what is done has changed since." };
        if (last.ExpiresAt <= at) return standing with { State = Expired, Words = "What was shown has expired." };
        return last.Holds ? standing : standing with { State = NotMet };
    }

    private static Func<ServiceKey, bool> Upstream(ReadinessCase asked, ReadinessFacts facts)
    {
        var needs = facts.Graph.Reach(asked.Services.Select(facts.Graph.NumberOf).Where(number => number >= 0), upstream: true);
        return service => facts.Graph.NumberOf(service) is >= 0 and var number && needs[number] >= 0;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static string Told(List<string> things) => $"{string.Join("; ", things.Take(MostTold))}{More(things.Count)}.";

    private static string More(int count) => count > MostTold ? string.Create(CultureInfo.InvariantCulture, $" and {count - MostTold} more") : "";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
