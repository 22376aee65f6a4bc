using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling.Files;
using OpsPortal.Features.Deliver.Calendar;
using OpsPortal.Features.Deliver.Calendar.Feed;
using OpsPortal.Features.Deliver.Calendar.Pages;
using OpsPortal.Features.Deliver.Freezes;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Lists.SavedViews;

namespace OpsPortal.Tests.Features.Deliver;

/// <summary>What a person sees of freezes, of their calendar's address and of a calendar file, and what each may do.</summary>
public sealed class CalendarPagesShow : OpenPages, IClassFixture<SqliteDatabase>
{
    private const string Good = "BEGIN:VEVENT\nSUMMARY:Patch <b>day</b>\nDTSTART;TZID=Europe/Berlin:20261206T220000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=4\nEND:VEVENT\n";

    private const string Bad = "BEGIN:VEVENT\nSUMMARY:For ever\nDTSTART:20261206T220000Z\nDURATION:PT2H\nRRULE:FREQ=DAILY\nEND:VEVENT\n";

    private static readonly Actor Tom = new(new PersonId(Guid.CreateVersion7(Workbench.Noon)), "Tom", "tom@demo.local", Duties.Permit([Duty.ChangeManager]), "");

    public CalendarPagesShow(SqliteDatabase database)
        : base(database) => Services.AddMaintenanceParts().AddCalendarParts().AddSingleton<SignalPath>().AddScoped<ListTools>().AddSingleton<SavedViewBook>();

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Freezes_say_what_one_is_where_there_is_none_and_offer_one_to_those_who_may_set_it()
    {
        var page = await FreezesAsync(Duty.ChangeManager);
        Assert.Contains("Nothing is frozen", page.Markup, StringComparison.Ordinal);
        Assert.Equal("New freeze", page.Find("details.card summary").TextContent);
        Assert.Contains(page.FindAll("button"), button => button.TextContent == "Lift");
        var looking = await FreezesAsync(Duty.Operator);
        Assert.Contains("Nothing is frozen", looking.Markup, StringComparison.Ordinal);
        Assert.Empty(looking.FindAll("details.card, #freeze-name"));
        Assert.DoesNotContain(looking.FindAll("button"), button => button.TextContent is "Lift" or "Set freeze");
    }

    [Fact]
    public async Task A_freeze_is_set_once_however_often_it_is_clicked_and_stands_in_the_list()
    {
        var page = await FreezesAsync(Duty.ChangeManager);
        page.Find("#freeze-name").Change("Year <i>end</i>");
        page.Find("#freeze-reason").Change("Closing the books");
        page.Find("#freeze-environment").Change("production");
        await TwiceAsync(page, () => page.Find("details .primary"));
        page.WaitForAssertion(() => Assert.Equal("Year <i>end</i> is set.", page.Find(".told").TextContent));
        Assert.Equal("", page.Find("#freeze-name").GetAttribute("value"));
        Clock.Advance(OpsPortal.Live.PageSubscription.SlowestPace);
        page.WaitForAssertion(() => Assert.Contains("Year <i>end</i>", Assert.Single(page.FindAll("tr[data-key]")).TextContent, StringComparison.Ordinal));
        Assert.Contains("Planned", page.Find("tr[data-key]").TextContent, StringComparison.Ordinal);
        await using var db = Open();
        Assert.Equal(("production", "Dana"), await db.Set<Freeze>().Select(freeze => ValueTuple.Create(freeze.Environment, freeze.CreatedBy)).SingleAsync(Stopping));
    }

    [Theory]
    [InlineData("#freeze-name", "", "name")]
    [InlineData("#freeze-services", "nowhere", "nowhere")]
    [InlineData("#freeze-end", "2026-02-01T00:00:00", "end")]
    public async Task A_freeze_that_cannot_be_is_told_and_nothing_typed_is_lost(string field, string value, string said)
    {
        var page = await FreezesAsync(Duty.ChangeManager);
        page.Find("#freeze-name").Change("Year end");
        page.Find("#freeze-reason").Change("Closing the books");
        page.Find(field).Change(value);
        page.Find("details .primary").Click();
        page.WaitForAssertion(() => Assert.Contains(said, page.Find("[role=alert]").TextContent, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(("Closing the books", value), (page.Find("#freeze-reason").GetAttribute("value"), page.Find(field).GetAttribute("value") ?? ""));
        await using var db = Open();
        Assert.Equal(0, await db.Set<Freeze>().CountAsync(Stopping));
    }

    [Fact]
    public async Task A_freeze_is_lifted_only_after_a_yes()
    {
        var page = await FreezesAsync(Duty.ChangeManager, "Year end");
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-key]")));
        await page.Find("tr[data-key] input").ClickAsync(new());
        page.FindAll("button").Single(button => button.TextContent == "Lift").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("Lift Year end?", Dialogs.Markup, StringComparison.Ordinal));
        Dialogs.FindAll("button").Single(button => button.TextContent == "Cancel").Click();
        await using (var db = Open()) Assert.Null((await db.Set<Freeze>().SingleAsync(Stopping)).LiftedAt);
        page.WaitForElement("tr[data-key][aria-selected=true]");
        page.FindAll("button").Single(button => button.TextContent == "Lift").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("Lift Year end?", Dialogs.Markup, StringComparison.Ordinal));
        Dialogs.FindAll("button").Single(button => button.TextContent == "Lift").Click();
        page.WaitForAssertion(() =>
        {
            using var db = Open();
            Assert.NotNull(db.Set<Freeze>().Single().LiftedAt);
        });
    }

    [Fact]
    public async Task Freezes_that_cannot_be_read_are_told_and_can_be_tried_again()
    {
        await ClearAsync();
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE freezes RENAME TO freezes_away", Stopping);
        IRenderedComponent<FreezesPage> page;
        try
        {
            Enter(Duty.Operator);
            page = Render<FreezesPage>();
            page.WaitForAssertion(() => Assert.Contains("The list could not be read", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE freezes_away RENAME TO freezes", Stopping);
        }

        page.FindAll("[role=alert] button").Single(button => button.TextContent == "Try again").Click();
        page.WaitForAssertion(() => Assert.Contains("Nothing is frozen", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_is_made_shown_this_once_and_revoked()
    {
        await ClearAsync();
        Enter(Duty.Manager);
        var page = Render<FeedPage>();
        Assert.Contains("You have none.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["Make an address"], page.FindAll(".acts button").Select(button => button.TextContent));
        page.Find(".acts .primary").Click();
        page.WaitForAssertion(() => Assert.Matches("/calendar/[0-9a-f]{64}\\.ics$", page.Find(".shown-once input").GetAttribute("value")));
        Assert.Equal(["Make a new address", "Revoke"], page.FindAll(".acts button").Select(button => button.TextContent));

        var again = Render<FeedPage>();
        Assert.Contains("It cannot be shown again", again.Markup, StringComparison.Ordinal);
        Assert.Empty(again.FindAll(".shown-once"));
        again.FindAll(".acts button").Single(button => button.TextContent == "Revoke").Click();
        again.WaitForAssertion(() => Assert.Contains("You have none.", again.Markup, StringComparison.Ordinal));
        await using var db = Open();
        Assert.NotNull((await db.Set<CalendarFeed>().SingleAsync(Stopping)).RevokedAt);
    }

    [Fact]
    public async Task A_double_click_makes_one_address_and_it_is_the_one_that_is_shown()
    {
        await ClearAsync();
        Enter(Duty.Operator);
        var page = Render<FeedPage>();
        await TwiceAsync(page, () => page.Find(".acts .primary"));
        page.WaitForElement(".shown-once input");
        await using var db = Open();
        var made = Assert.Single(await db.Set<CalendarFeed>().ToListAsync(Stopping));
        var shown = page.Find(".shown-once input").GetAttribute("value")!.Split('/')[^1][..^4];
        Assert.Equal(OpsPortal.Features.People.Keys.KeyHash.ToHex(shown), made.Hash);
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Act == "calendar-feed.made", Stopping));
    }

    [Fact]
    public async Task Who_may_not_see_the_calendar_is_told_so_and_gets_no_address()
    {
        await ClearAsync();
        Enter();
        var page = Render<FeedPage>();
        page.Find(".acts .primary").Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("[role=alert]").TextContent));
        Assert.Empty(page.FindAll(".shown-once"));
        await using var db = Open();
        Assert.Equal(0, await db.Set<CalendarFeed>().CountAsync(Stopping));
    }

    [Fact]
    public async Task A_file_is_shown_before_it_is_planned_and_planned_once_however_often_it_is_clicked()
    {
        await ClearAsync();
        Enter(Duty.Operator);
        var page = Render<ImportPage>();
        Assert.Empty(page.FindAll("table, .acts button"));
        page.Find("#import-environment").Change("staging");
        Upload(page, Good + Good);
        page.WaitForAssertion(() => Assert.Equal("2 events in the file", page.Find("#found-heading").TextContent));
        Assert.Contains("Patch <b>day</b>", page.Find("table").TextContent, StringComparison.Ordinal);
        Assert.Contains("Every week on Sunday, from 22:00 for 2 h, Europe/Berlin", page.Find("table").TextContent, StringComparison.Ordinal);
        await using (var db = Open()) Assert.Equal(0, await db.Set<MaintenanceWindow>().CountAsync(Stopping));

        Assert.Equal("Plan 2 windows", page.Find(".acts .primary").TextContent);
        await TwiceAsync(page, () => page.Find(".acts .primary"));
        page.WaitForAssertion(() => Assert.Equal("Planned 2 windows, MW-1 to MW-2.", page.Find("[role=status]").TextContent));
        Assert.Empty(page.FindAll("table"));
        await using var after = Open();
        Assert.Equal(["staging", "staging"], (await after.Set<MaintenanceWindow>().ToListAsync(Stopping)).Select(window => window.Scope.Environment));
    }

    [Fact]
    public async Task A_file_that_cannot_be_planned_as_a_whole_says_what_stands_in_the_way_first()
    {
        await ClearAsync();
        Enter(Duty.Operator);
        var page = Render<ImportPage>();
        Upload(page, Good + Bad);
        page.WaitForAssertion(() => Assert.Equal("2 events in the file, 1 of them cannot be planned", page.Find("#found-heading").TextContent));
        Assert.Contains("For ever", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("The rule never ends", page.Find("tbody td.refused").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".acts button"));
    }

    [Fact]
    public async Task What_is_no_calendar_or_too_large_is_told_and_the_next_file_is_read_all_the_same()
    {
        await ClearAsync();
        Enter(Duty.Operator);
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("Dear all, the router", "mail.ics"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("[role=alert]").TextContent));
        Assert.Empty(page.FindAll("table"));
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[IcsReader.MaxBytes + 1], "large.ics"));
        page.WaitForAssertion(() => Assert.Contains("The file is larger than", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Upload(page, Good);
        page.WaitForAssertion(() => Assert.Equal("Plan 1 window", page.Find(".acts .primary").TextContent));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_scope_nobody_knows_is_told_and_nothing_read_or_typed_is_lost()
    {
        await ClearAsync();
        Enter(Duty.Operator);
        var page = Render<ImportPage>();
        page.Find("#import-services").Change("nowhere");
        Upload(page, Good);
        page.WaitForElement(".acts .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("nowhere", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(("nowhere", "Plan 1 window"), (page.Find("#import-services").GetAttribute("value"), page.Find(".acts .primary").TextContent));
    }

    [Fact]
    public async Task Who_may_not_plan_windows_sees_no_way_to_import_and_plans_nothing_when_there_all_the_same()
    {
        await ClearAsync();
        Enter(Duty.Manager);
        var page = Render<ImportPage>();
        Assert.DoesNotContain(page.FindAll("nav[aria-label=Calendar] a"), link => link.TextContent == "Import");
        page.Find("#import-environment").Change("staging");
        Upload(page, Good);
        page.WaitForElement(".acts .primary").Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("[role=alert]").TextContent));
        await using var db = Open();
        Assert.Equal(0, await db.Set<MaintenanceWindow>().CountAsync(Stopping));
        Enter(Duty.Operator);
        Assert.Contains(Render<ImportPage>().FindAll("nav[aria-label=Calendar] a"), link => link.TextContent == "Import");
    }

    private static void Upload(IRenderedComponent<ImportPage> page, string events) =>
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText($"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n", "plan.ics"));

    /// <summary>Two clicks, the second before the first could be written down.</summary>
    private async Task TwiceAsync<T>(IRenderedComponent<T> page, Func<AngleSharp.Dom.IElement> button) where T : IComponent
    {
        await using var db = Open();
        var turn = await db.Gate.EnterAsync(Stopping);
        button().Click();
        page.Render();
        button().Click();
        turn.Dispose();
    }

    private async Task<IRenderedComponent<FreezesPage>> FreezesAsync(Duty duty, params string[] frozen)
    {
        await ClearAsync();
        foreach (var name in frozen)
            Assert.Null((await The<FreezeDesk>().SetAsync(Tom, new(name, "Because", [], "", Clock.GetUtcNow().AddDays(1), Clock.GetUtcNow().AddDays(2)), Stopping)).Refusal);
        Enter(duty);
        The<NavigationManager>().NavigateTo("/calendar/freezes");
        var page = Render<FreezesPage>();
        page.WaitForState(() => page.FindAll("tr.bones").Count == 0);
        return page;
    }

    private async Task ClearAsync()
    {
        await using var db = Open();
        await db.Set<Freeze>().ExecuteDeleteAsync(Stopping);
        await db.Set<CalendarFeed>().ExecuteDeleteAsync(Stopping);
    }

    private void Enter(params Duty[] duties)
    {
        SignIn(duties);
        SetRendererInfo(new("Server", isInteractive: true));
    }
}
