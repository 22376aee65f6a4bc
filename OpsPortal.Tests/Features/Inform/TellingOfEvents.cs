using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Inform.Deliveries;
using OpsPortal.Features.Inform.Notifications.Acts;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>Whoever asked is told that an event fires, and once that it is over; a suppressed event tells nobody.</summary>
public abstract class TellingOfEvents(TestDatabase database)
{
    [Fact]
    public async Task An_event_is_told_signed_and_then_told_to_be_over()
    {
        await using var bench = await InformBench.StartAsync(database);
        var (rule, secret) = await bench.RuleAsync();
        var number = await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        await bench.TellAsync();
        await bench.ClearAsync("DiskFull");
        await bench.TellAsync();
        await bench.TellAsync();
        Assert.Equal([(number.ToString(), true), (number.ToString(), false)], bench.Said());
        Assert.All(bench.Receiver.Requests, request => Assert.True(request.IsSignedWith(secret, bench.Clock.GetUtcNow())));
        Assert.Equal(("events.notification", rule.Number.ToString()), (bench.Receiver.Requests[0].Body.GetProperty("type").GetString(), bench.Receiver.Requests[0].Body.GetProperty("data").GetProperty("rule").GetProperty("number").GetString()));
        await using var db = bench.Open();
        Assert.Empty(await db.Set<Telling>().ToListAsync(InformBench.Stopping));
    }

    [Fact]
    public async Task A_suppressed_event_tells_nobody_and_one_that_is_still_there_when_the_window_ends_does()
    {
        await using var bench = await InformBench.StartAsync(database);
        await bench.RuleAsync();
        var silence = await bench.SilenceAsync("DiskFull");
        await bench.RaiseAsync("DiskFull");
        await bench.RaiseAsync("Gone", ("a", "b"));
        var other = await bench.SilenceAsync("Gone");
        await bench.TellAsync();
        Assert.Empty(bench.Said());
        await bench.ClearAsync("Gone", ("a", "b"));
        await bench.UnsilenceAsync(other);
        await bench.TellAsync();
        Assert.Empty(bench.Said());
        await bench.UnsilenceAsync(silence);
        await bench.TellAsync();
        Assert.Single(bench.Said());
    }

    [Fact]
    public async Task Who_was_told_is_told_the_end_whatever_lay_in_between()
    {
        await using var bench = await InformBench.StartAsync(database);
        await bench.RuleAsync();
        var number = await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        var silence = await bench.SilenceAsync("DiskFull");
        await bench.TellAsync();
        await bench.ClearAsync("DiskFull");
        await bench.TellAsync();
        Assert.Equal([true, false], bench.Said().Select(one => one.Fired));

        await bench.UnsilenceAsync(silence);
        await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        await bench.SnoozeAsync(number);
        await bench.RestartAsync();
        await bench.TellAsync();
        await bench.WakeAsync(number);
        await bench.TellAsync();
        await bench.ClearAsync("DiskFull");
        await bench.RestartAsync();
        await bench.TellAsync();
        Assert.Equal([true, false, true, false], bench.Said().Select(one => one.Fired));
    }

    [Fact]
    public async Task A_rule_that_is_deleted_leaves_nobody_waiting_for_the_end_and_speaks_of_nothing_new()
    {
        await using var bench = await InformBench.StartAsync(database);
        var (rule, _) = await bench.RuleAsync();
        await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        Assert.Null((await bench.Get<DeleteRule>().RunAsync(Given.Olga, rule.Number, null, InformBench.Stopping)).Refusal);
        await bench.RaiseAsync("Other");
        await bench.ClearAsync("DiskFull");
        await bench.TellAsync();
        Assert.Equal([true, false], bench.Said().Select(one => one.Fired));
    }

    [Fact]
    public async Task Events_are_collected_into_one_message_and_what_is_over_before_it_goes_is_left_out()
    {
        await using var bench = await InformBench.StartAsync(database);
        await bench.RuleAsync(draft => draft with { BundleMinutes = 10 });
        await bench.RaiseAsync("One");
        await bench.TellAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(4));
        await bench.RaiseAsync("Two");
        await bench.RaiseAsync("Short");
        await bench.TellAsync();
        await bench.ClearAsync("Short");
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await bench.TellAsync();
        Assert.Empty(bench.Receiver.Requests);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.TellAsync();
        Assert.Equal(2, Assert.Single(bench.Receiver.Requests).Body.GetProperty("data").GetProperty("fired").GetArrayLength());
    }

    [Fact]
    public async Task Quiet_hours_hold_back_all_but_the_worst()
    {
        await using var bench = await InformBench.StartAsync(database);

        // The clock stands at noon.
        await bench.RuleAsync(draft => draft with { Quiet = new("UTC", new(11, 0), new(13, 0), Enum.GetValues<DayOfWeek>()) });
        await bench.RaiseAsync("Worst");
        await bench.RaiseAsync("Slow", ("severity", "error"));
        await bench.TellAsync();
        Assert.Single(bench.Said());
        bench.Clock.Advance(TimeSpan.FromMinutes(59));
        await bench.TellAsync();
        Assert.Single(bench.Said());
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.TellAsync();
        Assert.Equal(2, bench.Said().Count);
    }

    [Fact]
    public async Task Two_rules_that_lead_to_the_same_place_tell_it_once()
    {
        await using var bench = await InformBench.StartAsync(database);
        await bench.RuleAsync(draft => draft with { Name = "One", Kind = DestinationKind.Slack });
        await bench.RuleAsync(draft => draft with { Name = "Two", Kind = DestinationKind.Slack, AtLeast = Priority.P1 });
        await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        var text = Assert.Single(bench.Receiver.Requests).Body.GetProperty("text").GetString();
        Assert.Contains("<https://status.example.org/events/EVT-1|EVT-1", text, StringComparison.Ordinal);
        Assert.False(bench.Receiver.Requests[0].Headers.ContainsKey("webhook-signature"));
    }

    [Fact]
    public async Task What_one_rule_holds_is_told_by_another_that_leads_to_the_same_place_when_the_first_is_deleted()
    {
        await using var bench = await InformBench.StartAsync(database);
        var (first, _) = await bench.RuleAsync(draft => draft with { Name = "One", Kind = DestinationKind.Slack, BundleMinutes = 10 });
        await bench.RuleAsync(draft => draft with { Name = "Two", Kind = DestinationKind.Slack });
        await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        Assert.Empty(bench.Receiver.Requests);
        Assert.Null((await bench.Get<DeleteRule>().RunAsync(Given.Olga, first.Number, null, InformBench.Stopping)).Refusal);
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.TellAsync();
        Assert.Single(bench.Receiver.Requests);
    }

    [Fact]
    public async Task Nobody_is_told_the_end_of_what_never_reached_them_and_it_is_not_tried_again_when_it_is_over()
    {
        await using var bench = await InformBench.StartAsync(database);
        await bench.RuleAsync();
        bench.Receiver.Status = 410;
        await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        var lost = Assert.Single(await bench.MessagesAsync());
        Assert.Equal(OutboxState.GivenUp, lost.State);
        Assert.Null((await bench.Get<RetryDelivery>().RunAsync(Given.Olga, lost.Id, InformBench.Stopping)).Refusal);
        await bench.SendAsync();
        await bench.ClearAsync("DiskFull");
        bench.Receiver.Status = 200;
        await bench.TellAsync();
        Assert.Equal(2, bench.Receiver.Requests.Count);
        Assert.Equal("delivery.no-longer-true", (await bench.Get<RetryDelivery>().RunAsync(Given.Olga, lost.Id, InformBench.Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task The_end_waits_until_the_beginning_has_arrived()
    {
        await using var bench = await InformBench.StartAsync(database);
        await bench.RuleAsync();
        bench.Receiver.Status = 503;
        await bench.RaiseAsync("DiskFull");
        await bench.TellAsync();
        await bench.ClearAsync("DiskFull");
        await bench.TellAsync();
        Assert.Single(await bench.MessagesAsync());
        bench.Receiver.Status = 200;
        bench.Clock.Advance(TimeSpan.FromSeconds(6));
        await bench.SendAsync();
        await bench.TellAsync();
        Assert.Equal([true, true, false], bench.Said().Select(one => one.Fired));
    }

    [Fact]
    public async Task A_rule_speaks_of_the_services_of_a_team_and_of_nothing_that_came_before_it()
    {
        await using var bench = await InformBench.StartAsync(database);
        await bench.RaiseAsync("Before");
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var shop = await bench.TeamAsync("Shop");
        await using (var db = bench.Open())
        {
            db.Services.Add(OpsPortal.Domain.Estate.Service.From(new() { Key = new("checkout"), Name = "Checkout", Team = shop }, bench.Clock.GetUtcNow()));
            await db.SaveChangesAsync(InformBench.Stopping);
        }

        await bench.Signals.Catalogue.RefreshAsync(InformBench.Stopping);
        await bench.RuleAsync(draft => draft with { ServicesOf = shop.Value });
        await bench.RaiseAsync("Mine", ("service", "checkout"));
        await bench.RaiseAsync("Other");
        await bench.TellAsync();
        Assert.Equal("EVT-2", Assert.Single(bench.Said()).Event);
    }

    [Fact]
    public async Task Whoever_is_on_call_gets_the_mail_and_the_end_of_it_though_somebody_else_is_by_then()
    {
        await using var bench = await InformBench.StartAsync(database);
        var (first, second) = (await bench.PersonAsync($"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@a.example"), await bench.PersonAsync($"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@b.example"));
        await bench.RuleAsync(draft => draft with { Kind = DestinationKind.OnCall });
        bench.OnCall.Add(first);
        await bench.RaiseAsync("DiskFull");
        await bench.PlanAsync();
        bench.OnCall[0] = second;
        await ArrivedAsync();
        await bench.ClearAsync("DiskFull");
        await bench.RaiseAsync("Other");
        await bench.PlanAsync();
        Assert.Equal([("[P1] DiskFull", "a.example"), ("[Over] DiskFull", "a.example"), ("[P1] Other", "b.example")], (await bench.LettersAsync()).Select(letter => (letter.Subject, letter.To.Split('@')[1])).OrderBy(said => said.Item2).ThenByDescending(said => said.Subject.Length == 13));

        // As the mail server would have it.
        async Task ArrivedAsync()
        {
            await using var db = bench.Open();
            foreach (var message in await db.Set<OutboxMessage>().ToListAsync(InformBench.Stopping))
            {
                message.Claim(bench.Clock.GetUtcNow(), OutboxPump.Slack);
                message.Settle(true, "", null, bench.Clock.GetUtcNow());
            }

            await db.SaveChangesAsync(InformBench.Stopping);
        }
    }

    [Fact]
    public async Task Who_has_left_is_told_nothing_more()
    {
        await using var bench = await InformBench.StartAsync(database);
        var mail = $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@c.example";
        var person = await bench.PersonAsync(mail);
        Assert.Null((await bench.Get<SaveRule>().RunAsync(Given.Olga with { Person = person }, null, new() { Name = "Mine", Address = mail }, null, confirmed: true, InformBench.Stopping)).Refusal);
        await bench.RaiseAsync("One");
        await bench.PlanAsync();
        Assert.Equal(mail, Assert.Single(await bench.LettersAsync()).To);
        await using (var db = bench.Open())
        {
            (await db.Users.SingleAsync(account => account.PersonId == person, InformBench.Stopping)).DisabledAt = bench.Clock.GetUtcNow();
            await db.SaveChangesAsync(InformBench.Stopping);
        }

        await bench.RaiseAsync("Two");
        await bench.PlanAsync();
        Assert.Single(await bench.LettersAsync());
    }

    [Fact]
    public async Task What_is_not_ones_own_or_no_address_is_refused_and_nothing_is_saved()
    {
        await using var bench = await InformBench.StartAsync(database);
        var save = bench.Get<SaveRule>();
        async Task<string?> CodeAsync(RuleDraft draft, bool confirmed = true) => (await save.RunAsync(Given.Olga, null, draft, null, confirmed, InformBench.Stopping)).Refusal?.Code;
        Assert.Equal("notification.invalid-address", await CodeAsync(new() { Name = "Mine", Address = "somebody@example.org" }));
        Assert.Equal("inform.invalid-address", await CodeAsync(new() { Name = "Mine", Address = "a@b\r\nBcc: c@d" }));
        Assert.Equal("notification.invalid-destination", await CodeAsync(new() { Name = "Rota", Kind = DestinationKind.OnCall }));
        Assert.Equal("inform.invalid-text", await CodeAsync(new() { Name = "Two\nlines", Kind = DestinationKind.Slack, Address = "https://a.example" }));
        Assert.Equal("notification.invalid-holds-for-everything", await CodeAsync(new() { Name = "All", Kind = DestinationKind.Slack, Address = "https://a.example" }, confirmed: false));
        Assert.Equal("inform.invalid-team", await CodeAsync(new() { Name = "Team", Team = Guid.CreateVersion7(bench.Clock.GetUtcNow()), Kind = DestinationKind.Slack, Address = "https://a.example" }));
        await using var db = bench.Open();
        Assert.Empty(await db.Set<NotificationRule>().ToListAsync(InformBench.Stopping));

        var (mine, _) = Assert.IsType<Outcome<SavedRule>.Done>(await save.RunAsync(Given.Olga, null, new() { Name = "Mine", Kind = DestinationKind.Slack, Address = "https://a.example" }, null, true, InformBench.Stopping)).Value;
        Assert.Equal("notification.not-yours", (await bench.Get<DeleteRule>().RunAsync(Given.Priya, mine.Number, null, InformBench.Stopping)).Refusal?.Code);
    }
}

public sealed class TellingOfEventsOnSqlite(SqliteDatabase database) : TellingOfEvents(database), IClassFixture<SqliteDatabase>;

public sealed class TellingOfEventsOnPostgres(PostgresDatabase database) : TellingOfEvents(database), IClassFixture<PostgresDatabase>;
