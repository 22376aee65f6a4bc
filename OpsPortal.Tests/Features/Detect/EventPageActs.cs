using Bunit;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Live;
using OpsPortal.Tests.Support;
using OpsPortal.Ui.Keyboard;

namespace OpsPortal.Tests.Features.Detect;

public sealed class EventPageActs(SqliteDatabase database) : OpenPages(database), IClassFixture<SqliteDatabase>
{
    private static readonly EventNumber One = new(1);

    [Fact]
    public async Task Acknowledging_makes_it_mine_and_can_be_taken_back()
    {
        var page = await OpenAsync();
        Press(page, "Acknowledge");
        page.WaitForAssertion(() => Assert.Contains("Dana works on it", page.Find(".summary").TextContent, StringComparison.Ordinal));
        Assert.Contains("Acknowledged EVT-1.", page.Find(".done").TextContent, StringComparison.Ordinal);

        page.Find(".done button").Click();
        page.WaitForAssertion(() => Assert.Contains("nobody has taken it on yet", page.Find(".summary").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_does_what_its_button_does()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => The<Shortcuts>().PressAsync("a"));
        page.WaitForAssertion(() => Assert.Contains("Dana works on it", page.Find(".summary").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Acknowledging_what_somebody_else_just_took_says_who_and_shows_it_fresh()
    {
        var page = await OpenAsync();
        await ElsewhereAsync(acts => new AcknowledgeEvent(acts).RunAsync(Bo, One, CancellationToken.None));
        Press(page, "Acknowledge");
        page.WaitForAssertion(() => Assert.StartsWith("Bo acknowledged this event at", page.Find("[role=alert].refused").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Contains("Bo works on it", page.Find(".summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolving_what_somebody_changed_meanwhile_is_refused_and_nothing_is_lost()
    {
        var page = await OpenAsync();
        Press(page, "Resolve");
        await ElsewhereAsync(acts => new AcknowledgeEvent(acts).RunAsync(Bo, One, CancellationToken.None));
        Answer("Resolve", "Swapped the disk");
        page.WaitForAssertion(() => Assert.StartsWith("Bo changed this event meanwhile", page.Find("[role=alert].refused").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Contains("Bo works on it", page.Find(".summary").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Identifier == "opsDraftDone");
    }

    [Fact]
    public async Task Resolving_stands_when_only_the_source_found_other_words()
    {
        var page = await OpenAsync();
        Press(page, "Resolve");
        await RaiseAsync(annotations: ("summary", "Disk is 98 % full"));
        Feed.Publish(ChangeKind.Events);
        page.WaitForAssertion(() => Assert.Equal("Disk is 98 % full", page.Find("h1").TextContent));
        Answer("Resolve", "Swapped the disk");
        page.WaitForAssertion(() => Assert.EndsWith("resolved.", page.Find(".summary").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_P1_is_closed_with_a_note_and_a_lesson()
    {
        var page = await OpenAsync();
        await EndAsync();
        Feed.Publish(ChangeKind.Events);
        page.WaitForAssertion(() => Assert.Equal("Close", page.Find("[role=toolbar] .primary").TextContent));
        Press(page, "Close");
        Answer("Close", "Swapped the disk");
        Assert.Contains("lesson", Dialogs.Find(".refused").TextContent, StringComparison.Ordinal);
        Dialogs.Find("#note-lesson").Input("Watch the growth");
        Answer("Close", "Swapped the disk");
        page.WaitForAssertion(() => Assert.Contains("Watch the growth", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["Comment", "Reopen", "Actionable", "Noise"], page.FindAll("[role=toolbar] button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task A_comment_being_typed_survives_what_happens_meanwhile()
    {
        var page = await OpenAsync();
        page.Find("#comment-text").Input("I think it is the");
        await ElsewhereAsync(acts => new CommentOnEvent(acts).RunAsync(Bo, One, "Looking", CancellationToken.None));
        Feed.Publish(ChangeKind.Events);
        page.WaitForAssertion(() => Assert.Contains("Looking", page.Find(".timeline ol").TextContent, StringComparison.Ordinal));
        Assert.Equal("I think it is the", page.Find("#comment-text").GetAttribute("value"));
        Assert.Equal("Comment/EVT-1", page.Find("#comment-text").GetAttribute("data-draft"));
    }

    [Fact]
    public async Task A_sent_comment_stands_in_the_timeline_and_leaves_the_box_empty()
    {
        var page = await OpenAsync();
        page.Find("#comment-text").Input("It is the archive log");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("It is the archive log", page.Find(".timeline ol").TextContent, StringComparison.Ordinal));
        Assert.Equal("", page.Find("#comment-text").GetAttribute("value") ?? "");
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "opsDraftDone");
    }

    private async Task<IRenderedComponent<EventPage>> OpenAsync()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseAsync();
        var page = Render<EventPage>(p => p.Add(e => e.Number, "EVT-1"));
        page.WaitForElement("[role=toolbar]");
        return page;
    }

    private static void Press(IRenderedComponent<EventPage> page, string act) =>
        page.FindAll("[role=toolbar] button").Single(button => button.TextContent == act).Click();

    private void Answer(string act, string note)
    {
        Dialogs.WaitForElement("#note-text").Input(note);
        Dialogs.FindAll("button").Single(button => button.TextContent == act).Click();
    }
}
