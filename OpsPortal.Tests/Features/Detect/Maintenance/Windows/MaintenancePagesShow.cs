using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar;
using OpsPortal.Features.Deliver.Calendar.Pages;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Editing;
using OpsPortal.Features.Detect.Maintenance.Windows.Pages;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Live;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Maintenance.Windows;

/// <summary>What a person sees of windows, silences and the calendar.</summary>
public sealed class MaintenancePagesShow : OpenPages, IClassFixture<SqliteDatabase>
{
    public MaintenancePagesShow(SqliteDatabase database)
        : base(database) =>
        Services.AddMaintenanceParts().AddCalendarParts().AddSingleton<SignalPath>().AddScoped<OpsPortal.Ui.Lists.ListTools>().AddSingleton<OpsPortal.Ui.Lists.SavedViews.SavedViewBook>();

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void A_form_tells_what_it_would_do_keeps_what_was_typed_and_plans_the_window()
    {
        Enter(Duty.Operator);
        var page = Render<WindowEditPage>();
        page.Find("#window-name").Change("Patch <b>all</b>");
        page.Find("#window-matchers").Change("alertname=\"DiskFull\"");
        page.WaitForAssertion(() => Assert.Contains("Once, on", page.Find(".preview").TextContent, StringComparison.Ordinal));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Write a reason", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Patch <b>all</b>", page.Find("#window-name").GetAttribute("value"));
        page.Find("#window-reason").Change("Security");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.EndsWith("/maintenance/MW-1", The<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void A_form_for_nearly_everything_asks_first()
    {
        Enter(Duty.Operator);
        var page = Render<WindowEditPage>();
        page.Find("#window-name").Change("All");
        page.Find("#window-reason").Change("Everything is off");
        page.Find("#window-matchers").Change("alertname!=\"x\"");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("nearly every event", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.Find(".main > .check input").Change(true);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.EndsWith("/maintenance/MW-1", The<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_of_a_window_shows_where_it_stands_and_does_what_its_buttons_say()
    {
        await PlanAsync();
        Enter(Duty.Operator);
        var page = Render<WindowPage>(parameters => parameters.Add(shown => shown.Number, "MW-1"));
        Assert.Equal("Planned", page.Find("[aria-current=step]").TextContent);
        Button(page, "Start now").Click();
        page.WaitForAssertion(() => Assert.Equal("Active", page.Find("[aria-current=step]").TextContent));
        Button(page, "Extend").Click();
        page.WaitForAssertion(() => Assert.Contains("lasts longer", page.Find("ol[aria-label='What happened']").TextContent, StringComparison.Ordinal));
        Button(page, "End now").Click();
        page.WaitForAssertion(() => Assert.Equal("Ended", page.Find("[aria-current=step]").TextContent));
    }

    [Fact]
    public async Task Who_may_only_read_has_no_button_and_an_unknown_number_is_told()
    {
        await PlanAsync();
        Enter(Duty.Manager);
        Assert.Empty(Render<WindowPage>(parameters => parameters.Add(shown => shown.Number, "MW-1")).FindAll("button"));
        Assert.Contains("There is no window MW-9", Render<WindowPage>(parameters => parameters.Add(shown => shown.Number, "MW-9")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_windows_and_silences_side_by_side()
    {
        await PlanAsync();
        await using (var db = Open())
        {
            db.Silences.Add(new() { Id = Guid.CreateVersion7(Workbench.Noon), Matchers = [Domain.Detect.Maintenance.Windows.Given.Match("a=b")], StartsAt = Workbench.Noon, EndsAt = Workbench.Noon.AddHours(4), CreatedBy = "amtool", Comment = "From amtool" });
            await db.SaveChangesAsync(Stopping);
        }

        Enter(Duty.Operator);
        var page = Render<MaintenancePage>();
        page.WaitForAssertion(() =>
        {
            Assert.Contains("Patch", page.Markup, StringComparison.Ordinal);
            Assert.Contains("From amtool", page.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_calendar_shows_the_month_and_moves_by_keyboard_after_a_look_at_clashes()
    {
        await PlanAsync();
        Enter(Duty.Operator);
        The<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/calendar?view=month&on=2026-03-01");
        var page = Render<CalendarPage>();
        page.WaitForAssertion(() => Assert.Contains("Patch", page.Find(".month").TextContent, StringComparison.Ordinal));
        page.Find("button[aria-label='Move Patch']").Click();
        Assert.Contains("Nothing clashes", page.Find("[aria-labelledby=move-heading]").TextContent, StringComparison.Ordinal);
        page.Find("#move-to").Change("2026-03-05T09:00:00");
        page.Find("[aria-labelledby=move-heading] .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("Patch was moved", page.Markup, StringComparison.Ordinal));
        await using var db = Open();
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.Zero), (await db.Set<MaintenanceWindow>().SingleAsync(Stopping)).BeginsAt);
    }

    [Fact]
    public async Task Dropping_on_a_day_asks_before_it_moves()
    {
        await PlanAsync();
        Enter(Duty.Operator);
        The<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/calendar?view=month&on=2026-03-01");
        var page = Render<CalendarPage>();
        page.WaitForElement(".entry").DragStart();
        page.FindAll(".day").Single(day => day.QuerySelector(".date")!.TextContent.StartsWith("Tuesday 10 March", StringComparison.Ordinal)).Drop();
        page.WaitForAssertion(() => Assert.Equal("2026-03-10T13:00:00", page.Find("#move-to").GetAttribute("value")));
        await using var db = Open();
        Assert.Equal(Workbench.Noon.AddHours(1), (await db.Set<MaintenanceWindow>().SingleAsync(Stopping)).BeginsAt);
    }

    [Fact]
    public async Task One_time_of_many_is_dragged_given_another_length_and_the_move_is_undone()
    {
        await PlanAsync("FREQ=WEEKLY;COUNT=4");
        Enter(Duty.Operator);
        The<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/calendar?view=month&on=2026-03-01");
        var page = Render<CalendarPage>();
        page.WaitForElement(".entry").DragStart();
        page.FindAll(".day").Single(day => day.QuerySelector(".date")!.TextContent.StartsWith("Tuesday 3 March", StringComparison.Ordinal)).Drop();
        page.WaitForAssertion(() => Assert.Equal("2026-03-03T13:00:00", page.Find("#move-to").GetAttribute("value")));
        Assert.Contains("Only this time is moved", page.Find("[aria-labelledby=move-heading]").TextContent, StringComparison.Ordinal);
        page.Find("#move-minutes").Change("90");
        page.Find("[aria-labelledby=move-heading] .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("Patch was moved", page.Find(".told").TextContent, StringComparison.Ordinal));
        Assert.Equal([(Workbench.Noon.AddDays(2).AddHours(1), 90.0), (Workbench.Noon.AddDays(7).AddHours(1), 60.0)], await TimesAsync());
        page.Find(".told button").Click();
        page.WaitForAssertion(() => Assert.Contains("Patch is back where it was", page.Find(".told").TextContent, StringComparison.Ordinal));
        Assert.Equal([(Workbench.Noon.AddHours(1), 60.0), (Workbench.Noon.AddDays(7).AddHours(1), 60.0)], await TimesAsync());
        Assert.Empty(page.FindAll(".told button"));
    }

    [Fact]
    public async Task The_page_of_a_window_moves_one_of_its_times_says_so_and_puts_it_back()
    {
        await PlanAsync("FREQ=WEEKLY;COUNT=4");
        Enter(Duty.Operator);
        var page = Render<WindowPage>(parameters => parameters.Add(shown => shown.Number, "MW-1"));
        page.Find("button[aria-label='Move that of Sun 1 Mar 2026 13:00']").Click();
        page.WaitForElement("#move-to").Change("2026-03-08T12:30:00");
        page.Find("[aria-labelledby=move-heading] .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("would still last when that of", page.Find("[aria-labelledby=move-heading] [role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#move-to").Change("2026-03-02T09:00:00");
        page.Find("[aria-labelledby=move-heading] .primary").Click();
        page.WaitForAssertion(() => Assert.Equal("moved from Sun 1 Mar 2026 13:00", page.Find(".times li .moved").TextContent));
        Assert.Contains("had one of its times moved", page.Find("ol[aria-label='What happened']").TextContent, StringComparison.Ordinal);
        page.Find("button[aria-label='Put that of Mon 2 Mar 2026 09:00 back']").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".times li .moved")));
        page.FindAll("[aria-labelledby=next-heading] .told button").Single().Click();
        page.WaitForAssertion(() => Assert.Equal("moved from Sun 1 Mar 2026 13:00", page.Find(".times li .moved").TextContent));
        Enter(Duty.Manager);
        Assert.Empty(Render<WindowPage>(parameters => parameters.Add(shown => shown.Number, "MW-1")).FindAll("button"));
    }

    [Theory]
    [InlineData("week")]
    [InlineData("day")]
    [InlineData("agenda")]
    public async Task Every_view_shows_what_is_planned(string view)
    {
        await PlanAsync();
        Enter(Duty.Manager);
        The<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo($"/calendar?view={view}&on=2026-03-01");
        var page = Render<CalendarPage>();
        page.WaitForAssertion(() => Assert.Contains("Patch", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".move"));
    }

    [Fact]
    public async Task A_calendar_that_was_left_listens_no_more()
    {
        Enter(Duty.Manager);
        Render<CalendarPage>();
        await DisposeComponentsAsync();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Windows));
    }

    private void Enter(Duty duty)
    {
        SignIn(duty);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    /// <summary>The first two times of the window, with their minutes.</summary>
    private async Task<IEnumerable<(DateTimeOffset, double)>> TimesAsync()
    {
        await using var db = Open();
        var window = await db.Set<MaintenanceWindow>().AsNoTracking().SingleAsync(Stopping);
        return [.. window.Schedule.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Take(2).Select(time => (time.Start, (time.End - time.Start).TotalMinutes))];
    }

    private async Task PlanAsync(string rule = "")
    {
        var draft = new WindowDraft { Rule = rule, Title = "Patch", Reason = "Because", LocalStart = Workbench.Noon.UtcDateTime.AddHours(1), DurationMinutes = 60, Matchers = ["alertname=\"DiskFull\""] };
        Assert.Null((await The<SaveWindow>().RunAsync(Bo, null, draft, null, confirmed: false, Stopping)).Refusal);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<WindowPage> page, string name) => page.FindAll("button").Single(button => button.TextContent == name);
}
