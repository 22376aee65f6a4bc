using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Respond.Automation.AutomationBench;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>What a trigger lets the portal itself do: open incidents and tell people.</summary>
public abstract class ActingInside(TestDatabase database)
{
    [Fact]
    public async Task The_first_event_of_a_service_opens_an_incident_and_the_next_joins_it()
    {
        await using var bench = await StartAsync(database);
        await bench.OnCallAsync("checkout");
        await bench.SaveAsync(Opening(bench, new() { Kind = ActionKind.OpenIncident, Text = "{service}: {label.alertname}" }));
        var first = await bench.RaiseAsync("DiskFull", ("service", "checkout"));
        var run = Assert.Single(await bench.ActAsync());
        Assert.Equal(RunState.Succeeded, run.State);
        var second = await bench.RaiseAsync("CpuHigh", ("service", "checkout"));
        Assert.All(await bench.ActAsync(), one => Assert.Equal((RunState.Succeeded, run.Output), (one.State, one.Output)));

        await using var db = bench.Open();
        var incident = Assert.Single(await db.Set<Incident>().ToListAsync(Stopping));
        Assert.Equal(("checkout: DiskFull", "checkout", run.Output), (incident.Title, incident.Service, incident.Number.ToString()));
        Assert.Equal([first, second], await db.Set<IncidentEvent>().OrderBy(member => member.Event).Select(member => member.Event).ToListAsync(Stopping));
        Assert.Contains(await db.Audit.Select(entry => entry.Actor).ToListAsync(Stopping), actor => actor == $"Trigger {run.Trigger}");
    }

    [Fact]
    public async Task Each_event_gets_its_own_incident_where_none_is_to_be_joined()
    {
        await using var bench = await StartAsync(database);
        await bench.SaveAsync(Opening(bench, new() { Kind = ActionKind.OpenIncident, JoinsOpenIncident = false }));
        await bench.RaiseAsync("DiskFull", ("service", "checkout"));
        await bench.RaiseAsync("CpuHigh", ("service", "checkout"));
        Assert.Equal(2, (await bench.ActAsync()).Select(run => run.Output).Distinct().Count());
    }

    [Fact]
    public async Task A_run_that_was_interrupted_after_it_acted_opens_no_second_incident()
    {
        await using var bench = await StartAsync(database);
        await bench.SaveAsync(Opening(bench, new() { Kind = ActionKind.OpenIncident, JoinsOpenIncident = false }));
        await bench.RaiseAsync("DiskFull");
        var run = Assert.Single(await bench.ActAsync());
        await using (var db = bench.Open()) await db.Set<OutboxMessage>().ExecuteUpdateAsync(all => all.SetProperty(message => message.State, OutboxState.Waiting).SetProperty(message => message.Attempts, 0), Stopping);
        await bench.RestartAsync();
        await bench.SendAsync();
        await using var after = bench.Open();
        Assert.Equal(run.Output, Assert.Single(await after.Set<Incident>().ToListAsync(Stopping)).Number.ToString());
    }

    [Fact]
    public async Task Whoever_is_on_call_and_those_who_are_named_get_one_mail_each()
    {
        await using var bench = await StartAsync(database);
        var dana = await bench.OnCallAsync("checkout");
        await bench.SaveAsync(Opening(bench, new() { Kind = ActionKind.Notify, Text = "{priority} {title}", Recipients = [TriggerAction.OnCall, "boss@example.org", "Boss@example.org"] }));
        var number = await bench.RaiseAsync("DiskFull", ("service", "checkout"));
        await bench.ActAsync();
        var run = Assert.Single(await bench.RunsAsync());
        Assert.Equal((RunState.Succeeded, $"boss@example.org\n{dana}"), (run.State, run.Output));
        await using var db = bench.Open();
        var mails = await db.Set<OutboxMessage>().Where(message => message.Kind == MailSender.MailKind).OrderBy(message => message.Recipient).ToListAsync(Stopping);
        Assert.Equal([("boss@example.org", number.ToString()), (dana, number.ToString())], mails.Select(mail => (mail.Recipient, mail.About)));
        Assert.All(mails, mail => Assert.Contains("DiskFull", mail.Subject, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{label.note}", "Full Bcc: all@example.org")]
    [InlineData("{label.missing}", "DiskFull")]
    public async Task What_is_sent_is_one_line_whatever_the_event_says_and_never_empty(string text, string subject)
    {
        await using var bench = await StartAsync(database);
        await bench.SaveAsync(Opening(bench, new() { Kind = ActionKind.Notify, Text = text, Recipients = ["boss@example.org"] }));
        await bench.RaiseAsync("DiskFull", ("note", "Full\nBcc: all@example.org"));
        await bench.ActAsync();
        await using var db = bench.Open();
        Assert.Equal(subject, (await db.Set<OutboxMessage>().SingleAsync(message => message.Kind == MailSender.MailKind, Stopping)).Subject);
    }

    [Fact]
    public async Task A_notification_that_reaches_nobody_fails_and_says_so()
    {
        await using var bench = await StartAsync(database);
        await bench.SaveAsync(Opening(bench, new() { Kind = ActionKind.Notify, Recipients = [TriggerAction.OnCall] }));
        await bench.RaiseAsync("DiskFull", ("service", "nobodys"));
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await bench.ActAsync();
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        var run = Assert.Single(await bench.RunsAsync());
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("on call", run.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("automation.invalid-recipients")]
    [InlineData("inform.invalid-address", "Dana <dana@example.org>")]
    [InlineData("inform.invalid-address", "dana@example.org\r\nBcc: all@example.org")]
    public void Recipients_that_are_no_single_address_are_refused(string code, params string[] recipients) =>
        Assert.Equal(code, new TriggerAction { Kind = ActionKind.Notify, Recipients = recipients }.Check()?.Code);

    [Theory]
    [InlineData("automation.invalid-placeholder", "{hostname} is down")]
    [InlineData("automation.invalid-text", "one\r\ntwo")]
    public void A_text_of_two_lines_or_with_unknown_names_is_refused(string code, string text) =>
        Assert.Equal(code, new TriggerAction { Kind = ActionKind.OpenIncident, Text = text }.Check()?.Code);

    private static TriggerDraft Opening(AutomationBench bench, TriggerAction action) => bench.Draft(draft => draft with { Name = "Inside", Action = action });
}

public sealed class ActingInsideOnSqlite(SqliteDatabase database) : ActingInside(database), IClassFixture<SqliteDatabase>;

public sealed class ActingInsideOnPostgres(PostgresDatabase database) : ActingInside(database), IClassFixture<PostgresDatabase>;
