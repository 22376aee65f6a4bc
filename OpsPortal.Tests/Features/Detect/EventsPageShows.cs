using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Features.Detect;

public sealed class EventsPageShows : EventsScreen
{
    [Fact]
    public void One_row_per_event_with_severity_in_words()
    {
        var page = Open(Row(7, "Disk is full") with { Owner = "Ada", Count = 12 });
        var row = page.Find("tr[data-key='EVT-7']");
        Assert.Equal("Events", page.Find("table").GetAttribute("aria-label"));
        Assert.Equal(["", "P2", "Exception", "EVT-7", "Disk is full", "Prioritised", "Firing", "Ada", "12", "5 min ago", "1 min ago", "instance=db-7"],
            row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void The_exact_time_and_zone_on_hover() =>
        Assert.Equal("Mon 23 Nov 2026 11:55:00 UTC", Open(Row(7, "Disk is full")).Find("td[data-column='first-seen'] time").GetAttribute("title"));

    [Fact]
    public void The_active_queue_by_priority_unless_the_address_says_otherwise()
    {
        Open();
        Assert.Equal([Standing.Active], Events.Asked!.Standings);
        Assert.Equal(OpsPortal.Features.Detect.Events.Queries.EventOrder.Priority, Events.Asked.Order);
    }

    [Fact]
    public void What_the_address_asks_for()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/events?standing=Open&priority=P1,P2&type=Exception&state=Escalated&owner=mine&source=alertmanager&q=disk&order=Oldest");
        Open();
        var asked = Events.Asked!;
        Assert.Equal([Standing.Active, Standing.Snoozed, Standing.Suppressed, Standing.Grouped], asked.Standings);
        Assert.Equal([Priority.P1, Priority.P2], asked.Priorities);
        Assert.Equal([EventType.Exception], asked.Types);
        Assert.Equal([EventState.Escalated], asked.States);
        Assert.Equal((Dana, "alertmanager", "disk", OpsPortal.Features.Detect.Events.Queries.EventOrder.Oldest), (asked.Owner, asked.Source, asked.Text, asked.Order));
    }

    [Fact]
    public void The_filter_in_the_address_when_a_chip_is_pressed()
    {
        var page = Open();
        page.FindAll("[role=group][aria-label=Standing] button").Single(chip => chip.TextContent == "Resolved").Click();
        Assert.EndsWith("/events?standing=Resolved", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal([Standing.Resolved], Events.Asked!.Standings));
    }

    [Fact]
    public void What_to_do_first_when_nothing_waits() => Assert.Contains("Nothing waits", Open().Markup);

    [Fact]
    public void Every_act_by_name_to_those_who_work_events() =>
        Assert.Equal(["Acknowledge", "Assign", "Snooze", "Escalate", "Resolve", "Close", "Comment", "Merge", "Incident", "Priority", "Actionable", "Noise"],
            Open(Row(7, "Disk is full")).FindAll("[role=toolbar] button").Select(button => button.TextContent));

    [Fact]
    public void No_acts_to_those_who_may_only_look()
    {
        SignIn(Duty.Developer);
        Assert.Empty(Open(Row(7, "Disk is full")).FindAll("[role=toolbar]"));
    }

    [Fact]
    public async Task Why_an_act_was_refused()
    {
        var page = Open(Row(7, "Disk is full"));
        await PressAsync("j");
        page.FindAll("button").Single(button => button.TextContent == "Acknowledge").Click();
        page.WaitForAssertion(() => Assert.Equal("Refused: EVT-7: EVT-7 does not exist.", Services.GetRequiredService<ISnackbar>().ShownSnackbars.Single().Message));
    }

    [Fact]
    public async Task A_dialog_that_asks_for_the_reason_before_escalating()
    {
        var dialogs = Render<MudDialogProvider>();
        Open(Row(7, "Disk is full"));
        await PressAsync("j");
        var pressed = PressAsync("e");
        dialogs.WaitForAssertion(() => Assert.Contains("Escalate EVT-7", dialogs.Markup));
        Assert.Equal("Escalate/EVT-7", dialogs.Find("textarea").GetAttribute("data-draft"));
        dialogs.FindAll("button").Single(button => button.TextContent == "Escalate").Click();
        dialogs.WaitForAssertion(() => Assert.Equal("Write a reason.", dialogs.Find("[role=status]").TextContent));
        Assert.False(pressed.IsCompleted, "The next key would not wait for the dialog.");
    }
}
