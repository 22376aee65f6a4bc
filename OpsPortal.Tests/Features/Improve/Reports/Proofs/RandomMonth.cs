using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Storage;
using Monitor = OpsPortal.Domain.Detect.Monitors.Monitor;

namespace OpsPortal.Tests.Features.Improve.Reports.Proofs;

/// <summary>Incidents, problems, handoffs, changes, deployments, maintenance, monitors, improvements and noise of three weeks around a change of clocks, by chance but the same for a seed; all in whole minutes.</summary>
/// <param name="first">The instant that nothing is before.</param>
internal sealed class RandomMonth(ReportBench bench, int seed, DateTimeOffset first)
{
    public const int Days = 21;

    private const int Each = 45;

    private readonly Random _random = new(seed);

    public async Task LayInAsync()
    {
        await using var db = bench.Open();
        for (var number = 1; number <= Each; number++)
        {
            Incident(db, number);
            Problem(db, number);
            Handoff(db, number);
            Change(db, number);
            Improvement(db, number);
            Window(db, number);
        }

        for (var number = 1; number <= 10; number++) Monitor(db, number);
        for (var number = 1; number <= 3 * Each; number++) db.Add(Notice(number));
        await NoiseAsync(db);
        await db.SaveChangesAsync(ReportBench.Stopping);
        for (var number = 1; number <= Each; number += 2) Deployment(db, number);
        await db.SaveChangesAsync(ReportBench.Stopping);
    }

    private void Incident(OpsDb db, int number)
    {
        var at = Moment();
        var opened = Done(OpsPortal.Domain.Respond.Incidents.Incident.Open(new(number), "It is down", Service(), (Priority)_random.Next(1, 6), ReportBench.Admin, at));
        if (Chance(70)) opened.Acknowledge(ReportBench.Admin, at.AddMinutes(_random.Next(1, 200)));
        if (Chance(60)) opened.Resolve((ResolutionCode)_random.Next(Enum.GetValues<ResolutionCode>().Length), Chance(30) ? $"As DEP-{_random.Next(1, Each)} and CHG-{_random.Next(1, Each)} did" : "Not known", ReportBench.Admin, at.AddMinutes(_random.Next(200, 4000)));
        db.Add(opened);
        if (Chance(20)) Set(db, opened, nameof(opened.IsMajor), true);
    }

    private void Problem(OpsDb db, int number)
    {
        var at = Moment();
        var proposed = Done(OpsPortal.Domain.Respond.Problems.Problem.Propose(new(number), "It comes again", ProblemPattern.None, Priority.P3, "", ReportBench.Admin, at));
        db.Add(proposed);
        if (Chance(50)) Set(db, proposed, nameof(proposed.FixedAt), (DateTimeOffset?)at.AddMinutes(_random.Next(0, 9 * 1440)));
    }

    private void Handoff(OpsDb db, int number)
    {
        var until = Moment();
        var handed = new Handoff { Number = new(number), Rotation = Chance(90) ? Guid.CreateVersion7(until) : null, Subject = $"Shift {number % 3}", GiverName = "Olga", From = until.AddHours(-8), Until = until, NextUntil = until.AddHours(8), CreatedAt = until };
        db.Add(handed);
        if (Chance(80)) Set(db, handed, nameof(handed.AcceptedAt), (DateTimeOffset?)until.AddMinutes(_random.Next(-60, 120)));
        if (Chance(20)) Set(db, handed, nameof(handed.EscalatedAt), (DateTimeOffset?)until.AddMinutes(30));
    }

    private void Change(OpsDb db, int number)
    {
        var (asked, kind) = (Moment(), (ChangeKind)_random.Next(3));
        List<OpsPortal.Domain.Deliver.Changes.Plans.ComponentVersion> components = [.. RandomShift.Services.Where(key => key.Length > 0 && Chance(45)).Select(key => new OpsPortal.Domain.Deliver.Changes.Plans.ComponentVersion(new(key), $"{key}-api", "1.0", "", ""))];
        var change = Done(OpsPortal.Domain.Deliver.Changes.Change.Request(new(number), new() { Title = "Make it better", Components = components }, Party.Of(ReportBench.Admin), asked));
        db.Add(change);
        db.AddRange(change.NewEntries);
        ChangeColumns.Write(db, change);
        db.Entry(change).Property(ChangeColumns.Kind).CurrentValue = kind;
        if (Chance(15)) return;
        var began = asked.AddMinutes(_random.Next(60, 3000));
        db.Add(new ChangeEntry { Change = change.Number, At = asked.AddMinutes(5), Kind = ChangeEntryKind.Moved, Actor = "Olga", From = ChangeState.Draft, To = ChangeState.AwaitingApproval });
        if (Chance(80)) db.Add(new ChangeEntry { Change = change.Number, At = asked.AddMinutes(_random.Next(6, 60)), Kind = ChangeEntryKind.Moved, Actor = "Ann", From = ChangeState.AwaitingApproval, To = ChangeState.Approved });
        Set(db, change, nameof(change.StartedAt), (DateTimeOffset?)began);
        Set(db, change, nameof(change.BrokeGlass), Chance(15));
        Set(db, change, nameof(change.State), Chance(20) ? ChangeState.BackedOut : ChangeState.Implemented);
        if (Chance(90)) Set(db, change, nameof(change.EndedAt), (DateTimeOffset?)began.AddMinutes(_random.Next(5, 2000)));
    }

    private void Deployment(OpsDb db, int number)
    {
        var began = Moment();
        var one = new Deployment { Number = new(number), Change = new(number), Environment = Chance(80) ? "live" : "stage", Components = [], Recipe = new() { Model = new OpsPortal.Domain.Deliver.Deployments.Models.DeploymentModel.AllAtOnce(), Deploy = [] }, MadeBy = Party.Of(ReportBench.Admin), MadeAt = began, IsHotfix = Chance(20) };
        db.Add(one);
        Set(db, one, DeploymentColumns.Services, string.Join(' ', RandomShift.Services.Where(key => key.Length > 0 && Chance(50)).DefaultIfEmpty("mail")));
        Set(db, one, DeploymentColumns.Words, "");
        Set(db, one, DeploymentColumns.Model, "all at once");
        Set(db, one, DeploymentColumns.MadeByName, "Olga");
        Set(db, one, nameof(one.StartedAt), (DateTimeOffset?)began);
        Set(db, one, nameof(one.State), (DeploymentState[])[DeploymentState.Succeeded, DeploymentState.Succeeded, DeploymentState.RolledBack, DeploymentState.Failed, DeploymentState.Aborted] is var ends ? ends[_random.Next(ends.Length)] : default);
        Set(db, one, nameof(one.EndedAt), (DateTimeOffset?)began.AddMinutes(_random.Next(1, 600)));
    }

    private DeploymentNotice Notice(int number)
    {
        var (at, service) = (Moment(), RandomShift.Services[_random.Next(3)]);
        var status = (NoticeStatus[])[NoticeStatus.Succeeded, NoticeStatus.Succeeded, NoticeStatus.Failed, NoticeStatus.RolledBack, NoticeStatus.Requested];
        return DeploymentNotice.Of(
            new() { Sender = "ci", Key = $"{number}", Component = new(new(service), $"{service}-api", $"1.{_random.Next(12)}", "", ""), Environment = Chance(85) ? "live" : "stage", Status = status[_random.Next(status.Length)], OccurredAt = at, IsHotfix = Chance(15) },
            Chance(10) ? new(_random.Next(1, Each)) : null, null, at);
    }

    private void Window(OpsDb db, int number)
    {
        var (at, services) = (Moment(), string.Join(' ', RandomShift.Services.Where(key => key.Length > 0 && Chance(50))));
        var planned = Chance(80) ? at.AddMinutes(_random.Next(10, 300)) : (DateTimeOffset?)null;
        db.Add(Told(MomentKind.Planned, at.AddDays(-1)));
        if (Chance(15))
        {
            db.Add(Told(MomentKind.Cancelled, at));
            return;
        }

        db.Add(Told(MomentKind.Started, at));
        if (Chance(20)) db.Add(Told(MomentKind.Extended, at.AddMinutes(5)));
        if (Chance(90)) db.Add(Told(MomentKind.Ended, at.AddMinutes(_random.Next(6, 500))));

        WindowMoment Told(MomentKind kind, DateTimeOffset when) => new() { Window = new(number), Kind = kind, At = when, By = "OpsPortal", OccurrenceStart = at, OccurrenceEnd = planned, Services = services };
    }

    private void Monitor(OpsDb db, int number)
    {
        var service = Service();
        var draft = number % 2 == 0
            ? new MonitorDraft { Name = $"Disk {number}", Kind = MonitorKind.Capacity, Service = service, Target = new MetricTarget("disk_used"), Levels = [new(MonitorSeverity.Critical, Side.Above, 90)], Full = 100 }
            : new MonitorDraft { Name = $"Answers {number}", Kind = MonitorKind.Availability, Service = service, Target = new HttpTarget("https://example.org"), Levels = [new(MonitorSeverity.Critical, Side.Below, 1)] };
        db.Add(Done(OpsPortal.Domain.Detect.Monitors.Monitor.Create(new(number), draft, "Olga", first)));
        var turns = new List<MonitorTurn>();
        for (var series = 1; series <= 2; series++)
        {
            var (at, phase) = (first.AddMinutes(_random.Next(0, 3000)), Phase.Unknown);
            while (at < first.AddDays(Days))
            {
                var next = (Phase)_random.Next(Enum.GetValues<Phase>().Length);
                if (next != phase) turns.Add(new() { Monitor = new(number), Series = $"series {series}", At = at, From = phase, To = next, Value = _random.Next(100) });
                (phase, at) = (next, at.AddMinutes(_random.Next(1, 1300)));
            }
        }

        db.AddRange(turns.OrderBy(turn => turn.At));
    }

    private void Improvement(OpsDb db, int number)
    {
        var at = Moment();
        var one = Done(OpsPortal.Domain.Improve.Improvements.Improvement.Enter(new(number), new() { Title = "Answer sooner", Service = Service(), MeasureWhat = "Minutes", MeasureUnit = "min" }, ReportBench.Admin, at));
        if (Chance(70))
        {
            one.TakeMeasure(new(_random.Next(9), at.AddDays(-1), at, "Olga"), ReportBench.Admin, at);
            one.TakeOn(ReportBench.Admin with { Person = new(Guid.CreateVersion7(at)) }, at);
            one.Finish("", ReportBench.Admin, at.AddMinutes(_random.Next(10, 5000)));
            if (Chance(60)) one.TakeMeasure(new(_random.Next(9), at, at.AddDays(1), "Olga"), ReportBench.Admin, at.AddMinutes(_random.Next(5000, 9000)));
        }
        else if (Chance(30)) one.Dismiss("Not now", ReportBench.Admin, at.AddMinutes(30));
        db.Add(one);
    }

    private async Task NoiseAsync(OpsDb db)
    {
        for (var number = 1; number <= 6; number++)
        {
            var rule = new NoisyRule { Kind = SubjectKind.Alert, Key = $"alertmanager/A{number}", Name = $"A{number}", Service = Service() };
            db.Add(rule);
            await db.SaveChangesAsync(ReportBench.Stopping);
            for (var week = NoiseWeek.Of(first); week < DateOnly.FromDateTime(first.UtcDateTime.AddDays(Days)); week = week.AddDays(7)) db.Add(new NoiseWeek { Rule = rule.Id, Week = week, Events = 20, Noise = _random.Next(12) });
        }
    }

    private DateTimeOffset Moment() => first.AddMinutes(_random.Next(Days * 1440));

    private string Service() => RandomShift.Services[_random.Next(RandomShift.Services.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private static void Set<T>(OpsDb db, object entity, string property, T value) => db.Entry(entity).Property(property).CurrentValue = value;

    private static T Done<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException(outcome.Refusal?.Message);
}
