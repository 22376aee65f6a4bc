using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Peers;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Improve.Reports.Mailing;

/// <summary>Reports that are mailed when they are due: once, whatever happens in between, to a real server, with a history of how it went.</summary>
public abstract class MailingReports(TestDatabase database)
{
    [Fact]
    public async Task A_due_report_reaches_everybody_with_its_story_and_its_files_and_is_kept()
    {
        await using var smtp = await SmtpPeer.StartAsync();
        await using var bench = await MailBench.StartAsync(database, smtp.Settings());
        var mia = await bench.PersonAsync("Mia", Duty.Manager);
        var schedule = await bench.EnterAsync(mia, MailBench.Daily("ada@example.org", "bo@example.org"));
        await bench.RunAsync();
        Assert.Empty(await bench.HistoryAsync(schedule.Number));
        bench.Clock.SetUtcNow(new(2026, 3, 6, 6, 0, 3, TimeSpan.Zero));
        await bench.RunAsync();
        Assert.Equal(SendingOutcome.OnItsWay, Assert.Single(await bench.HistoryAsync(schedule.Number)).Outcome);
        await bench.PostAsync();
        var mail = await smtp.WaitAsync("ada@example.org", "Event volume and funnel, 5 March 2026");
        Assert.Contains("What happened", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"https://portal.example.org/reports/event-volume?from=2026-03-05&to=2026-03-05&zone=UTC", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Mia has this report sent to you. The schedule is RSC-1: https://portal.example.org/reports/schedules/RSC-1", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<h2", mail.Html, StringComparison.Ordinal);
        Assert.Equal(["event-volume-20260305-20260305.pdf", "event-volume-20260305-20260305.xlsx"], mail.Files.Select(file => file.Name));
        Assert.Equal("application/pdf", mail.Files[0].Type);
        var line = Assert.Single(await bench.HistoryAsync(schedule.Number));
        Assert.Equal((SendingOutcome.Sent, "2026-03-06T06:00:00", "2026-03-05"), (line.Outcome, $"{line.DueAt:s}", $"{line.From:yyyy-MM-dd}"));
        Assert.All(line.Mails, sent => Assert.Equal(MailState.Sent, sent.State));
        foreach (var (kept, sent) in line.Files.Zip(mail.Files)) Assert.Equal(sent.Bytes, (await bench.Get<ScheduleQueries>().FileAsync(schedule.Number, line.Id, kept.Id, MailBench.Stopping))!.Bytes);
        Assert.Null(await bench.Get<ScheduleQueries>().FileAsync(new(99), line.Id, line.Files[0].Id, MailBench.Stopping));
        await bench.RunAsync();
        await bench.PostAsync();
        Assert.Equal(2, smtp.Mails.Count);
        Assert.Equal(new(2026, 3, 7, 6, 0, 0, TimeSpan.Zero), (await bench.Get<ScheduleQueries>().FindAsync(schedule.Number, MailBench.Stopping))!.Schedule.DueAt);
    }

    [Fact]
    public async Task What_was_missed_is_sent_once_by_the_latest_that_was_due()
    {
        await using var bench = await MailBench.StartAsync(database);
        var schedule = await bench.EnterAsync(await bench.PersonAsync("Mia", Duty.Manager), MailBench.Daily("ada@example.org"));
        bench.Clock.Advance(TimeSpan.FromDays(9));
        await bench.RunAsync();
        await bench.RunAsync();
        Assert.Equal(new(2026, 3, 14, 6, 0, 0, TimeSpan.Zero), Assert.Single(await bench.HistoryAsync(schedule.Number)).DueAt);
    }

    [Fact]
    public async Task Two_portals_at_once_send_it_once()
    {
        await using var bench = await MailBench.StartAsync(database);
        var mia = await bench.PersonAsync("Mia", Duty.Manager);
        var schedules = new List<ReportSchedule>();
        for (var at = 0; at < 4; at++) schedules.Add(await bench.EnterAsync(mia, MailBench.Daily("ada@example.org")));
        await using var other = bench.Another();
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(bench.RunAsync(), other.RunAsync());
        await Task.WhenAll(bench.RunAsync(), other.RunAsync());
        foreach (var schedule in schedules) Assert.Equal(SendingState.Made, Assert.Single(await bench.HistoryAsync(schedule.Number)).State);
        await using var db = bench.Open();
        Assert.Equal(4, await db.Set<OutboxMessage>().CountAsync(MailBench.Stopping));
        Assert.Equal(8, await db.Set<ReportFile>().CountAsync(MailBench.Stopping));
    }

    [Fact]
    public async Task A_portal_that_was_killed_in_the_middle_leaves_it_to_whoever_comes_next()
    {
        await using var bench = await MailBench.StartAsync(database);
        var schedule = await bench.EnterAsync(await bench.PersonAsync("Mia", Duty.Manager), MailBench.Daily("ada@example.org"));
        bench.Clock.Advance(TimeSpan.FromDays(1));

        // It has taken what is due and begun to make it, and then there is no more of it.
        await using (var db = bench.Open())
        {
            var due = await db.Set<ReportSchedule>().SingleAsync(MailBench.Stopping);
            var begun = ReportSending.Of(due, due.TakeDue(bench.Clock.GetUtcNow())!.Value, "", bench.Clock.GetUtcNow());
            Assert.True(begun.Claim(bench.Clock.GetUtcNow()));
            db.Add(begun);
            await db.SaveChangesAsync(MailBench.Stopping);
        }

        await using var next = bench.Another();
        await next.RunAsync();
        Assert.Equal(SendingState.Making, Assert.Single(await bench.HistoryAsync(schedule.Number)).State);
        bench.Clock.Advance(ReportSending.Lease);
        await next.RunAsync();
        Assert.Equal(SendingState.Made, Assert.Single(await bench.HistoryAsync(schedule.Number)).State);
    }

    [Fact]
    public async Task Whoever_lost_the_right_or_the_account_has_nothing_sent_any_more_and_the_history_says_so()
    {
        await using var bench = await MailBench.StartAsync(database);
        var (lost, gone) = (await bench.PersonAsync("Lou", Duty.Manager), await bench.PersonAsync("Gil", Duty.Manager));
        var schedules = (await bench.EnterAsync(lost, MailBench.Daily("ada@example.org")), await bench.EnterAsync(gone, MailBench.Daily("ada@example.org")));
        await using (var db = bench.Open())
        {
            await db.Set<DutyGrant>().Where(grant => grant.Person == lost.Person!.Value).ExecuteDeleteAsync(MailBench.Stopping);
            var account = await db.Users.SingleAsync(account => account.PersonId == gone.Person!.Value, MailBench.Stopping);
            account.DisabledAt = bench.Clock.GetUtcNow();
            await db.SaveChangesAsync(MailBench.Stopping);
        }

        bench.Clock.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync();
        Assert.Contains("Lou answers for this schedule and may not read reports any more", Assert.Single(await bench.HistoryAsync(schedules.Item1.Number)).Trouble, StringComparison.Ordinal);
        var refused = Assert.Single(await bench.HistoryAsync(schedules.Item2.Number));
        Assert.Equal((SendingOutcome.Failed, true), (refused.Outcome, refused.Trouble.StartsWith("Gil answers for this schedule and may not sign in any more", StringComparison.Ordinal)));
        Assert.Empty(refused.Mails);

        // Whoever saves it anew answers for it, and what failed can be sent again.
        var mia = await bench.PersonAsync("Mia", Duty.Manager);
        Done(await bench.Get<SaveSchedule>().RunAsync(mia, schedules.Item2.Number, MailBench.Daily("ada@example.org"), null, MailBench.Stopping));
        Done(await bench.Get<SendAgain>().RunAsync(mia, schedules.Item2.Number, refused.Id, MailBench.Stopping));
        Assert.Equal(SendingOutcome.OnItsWay, Assert.Single(await bench.HistoryAsync(schedules.Item2.Number)).Outcome);
    }

    [Fact]
    public async Task A_dead_server_is_tried_again_and_in_the_end_the_history_says_why_and_it_is_sent_again()
    {
        await using var smtp = await SmtpPeer.StartAsync();
        await using var dead = await MailBench.StartAsync(database, new Dictionary<string, string?>(smtp.Settings()) { ["OpsPortal:Mail:Port"] = Places.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture), ["OpsPortal:Mail:Attempts"] = "3" });
        var mia = await dead.PersonAsync("Mia", Duty.Manager);
        var schedule = await dead.EnterAsync(mia, MailBench.Daily("ada@example.org"));
        Done(await dead.Get<ScheduleActs>().SendAsync(mia, schedule.Number, MailBench.Stopping));
        await dead.PostAsync();
        var waiting = Assert.Single(await dead.HistoryAsync(schedule.Number));
        Assert.Equal((SendingOutcome.OnItsWay, "Mia"), (waiting.Outcome, waiting.AskedBy));
        Assert.Contains("could not be reached", waiting.Mails[0].Said, StringComparison.Ordinal);
        Assert.Equal("report-schedule.nothing-failed", (await dead.Get<SendAgain>().RunAsync(mia, schedule.Number, waiting.Id, MailBench.Stopping)).Refusal?.Code);
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            dead.Clock.Advance(TimeSpan.FromMinutes(1));
            await dead.PostAsync();
        }

        var failed = Assert.Single(await dead.HistoryAsync(schedule.Number));
        Assert.Equal(SendingOutcome.Failed, failed.Outcome);
        Assert.Contains("The mail server could not be reached", failed.Trouble, StringComparison.Ordinal);
        await using var alive = dead.Another(smtp.Settings());
        Done(await alive.Get<SendAgain>().RunAsync(mia, schedule.Number, failed.Id, MailBench.Stopping));
        await alive.PostAsync();
        var mail = await smtp.WaitAsync("ada@example.org", "Event volume");
        Assert.Contains("What happened", mail.Text, StringComparison.Ordinal);
        Assert.Equal(2, mail.Files.Count);
        Assert.Equal(SendingOutcome.Sent, Assert.Single(await alive.HistoryAsync(schedule.Number)).Outcome);
        Assert.Equal(["report-schedule.entered", "report-schedule.sent-now", "report-schedule.sent-again"], await alive.AuditedAsync());
    }

    [Fact]
    public async Task One_address_that_is_refused_for_good_keeps_nobody_else_from_it()
    {
        await using var smtp = await SmtpPeer.StartAsync();
        await using var bench = await MailBench.StartAsync(database, smtp.Settings());
        var mia = await bench.PersonAsync("Mia", Duty.Manager);
        var schedule = await bench.EnterAsync(mia, MailBench.Daily("gone@example.org", "ada@example.org"));
        Done(await bench.Get<ScheduleActs>().SendAsync(mia, schedule.Number, MailBench.Stopping));
        await bench.PostAsync();
        var line = Assert.Single(await bench.HistoryAsync(schedule.Number));
        Assert.Equal(SendingOutcome.SentInPart, line.Outcome);
        Assert.StartsWith("550", line.Trouble, StringComparison.Ordinal);
        Assert.Equal("ada@example.org", Assert.Single(smtp.Mails).To);
    }

    [Fact]
    public async Task Who_may_not_changes_nothing_and_what_somebody_else_changed_is_not_written_over()
    {
        await using var bench = await MailBench.StartAsync(database);
        var (mia, auditor) = (await bench.PersonAsync("Mia", Duty.Manager), await bench.PersonAsync("Aud", Duty.Auditor));
        var schedule = await bench.EnterAsync(mia, MailBench.Daily("ada@example.org"));
        Assert.Equal("forbidden", (await bench.Get<SaveSchedule>().RunAsync(auditor, null, MailBench.Daily("ada@example.org"), null, MailBench.Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await bench.Get<ScheduleActs>().SendAsync(auditor, schedule.Number, MailBench.Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await bench.Get<ScheduleActs>().DeleteAsync(auditor, schedule.Number, null, MailBench.Stopping)).Refusal?.Code);
        Assert.Equal("report-schedule.invalid-report", (await bench.Get<SaveSchedule>().RunAsync(mia, null, MailBench.Daily("ada@example.org") with { Report = "nothing" }, null, MailBench.Stopping)).Refusal?.Code);
        Assert.Equal("report.invalid-team", (await bench.Get<SaveSchedule>().RunAsync(mia, null, MailBench.Daily("ada@example.org") with { Team = "shop" }, null, MailBench.Stopping)).Refusal?.Code);
        Done(await bench.Get<SaveSchedule>().RunAsync(mia, schedule.Number, MailBench.Daily("bo@example.org"), schedule.Version, MailBench.Stopping));
        Assert.Equal("report-schedule.changed-meanwhile", (await bench.Get<SaveSchedule>().RunAsync(mia, schedule.Number, MailBench.Daily("cy@example.org"), schedule.Version, MailBench.Stopping)).Refusal?.Code);
        Done(await bench.Get<ScheduleActs>().PauseAsync(mia, schedule.Number, MailBench.Stopping));
        bench.Clock.Advance(TimeSpan.FromDays(3));
        await bench.RunAsync();
        Assert.Empty(await bench.HistoryAsync(schedule.Number));
        Done(await bench.Get<ScheduleActs>().ResumeAsync(mia, schedule.Number, MailBench.Stopping));
        Done(await bench.Get<ScheduleActs>().DeleteAsync(mia, schedule.Number, null, MailBench.Stopping));
        Assert.Empty(await bench.Get<ScheduleQueries>().AllAsync(MailBench.Stopping));
        Assert.Equal(["report-schedule.entered", "report-schedule.edited", "report-schedule.paused", "report-schedule.resumed", "report-schedule.deleted"], await bench.AuditedAsync());
    }

    [Fact]
    public async Task The_history_is_kept_for_two_years_and_never_grows_beyond_its_bound()
    {
        await using var bench = await MailBench.StartAsync(database);
        var mia = await bench.PersonAsync("Mia", Duty.Manager);
        var (old, many) = (await bench.EnterAsync(mia, MailBench.Daily("ada@example.org")), await bench.EnterAsync(mia, MailBench.Daily("ada@example.org")));
        Done(await bench.Get<ScheduleActs>().SendAsync(mia, old.Number, MailBench.Stopping));
        bench.Clock.Advance(ReportSending.Keep + TimeSpan.FromDays(1));
        await using (var db = bench.Open())
        {
            for (var at = 0; at < ReportSending.MostKept + 5; at++)
            {
                var line = ReportSending.Of(many, bench.Clock.GetUtcNow().AddHours(-at), "", bench.Clock.GetUtcNow().AddHours(-at));
                line.Refuse("For a test");
                db.Add(line);
            }

            await db.SaveChangesAsync(MailBench.Stopping);
        }

        await bench.RetainAsync();
        Assert.Empty(await bench.HistoryAsync(old.Number));
        await using var left = bench.Open();
        Assert.Equal(ReportSending.MostKept, await left.Set<ReportSending>().CountAsync(MailBench.Stopping));
        Assert.Equal(0, await left.Set<ReportFile>().CountAsync(MailBench.Stopping));
        Assert.Equal(bench.Clock.GetUtcNow(), (await bench.HistoryAsync(many.Number))[0].DueAt);
    }

    private static void Done(Outcome<ReportSchedule> outcome) => Assert.Null(outcome.Refusal);
}

public sealed class MailingReportsOnSqlite(SqliteDatabase database) : MailingReports(database), IClassFixture<SqliteDatabase>;

public sealed class MailingReportsOnPostgres(PostgresDatabase database) : MailingReports(database), IClassFixture<PostgresDatabase>;
