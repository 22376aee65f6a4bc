using Bunit;
using OpsPortal.Live;

namespace OpsPortal.Tests.Ui;

public sealed class FollowingAList : ListScreen
{
    [Fact]
    public void Shows_new_rows_at_once_while_nobody_works_in_it()
    {
        var list = Open(3);
        Tickets.Arrive();
        Changed(ChangeKind.Events);
        list.WaitForAssertion(() => Assert.Equal(["T-4", "T-3", "T-2", "T-1"], Rows(list)));
        Assert.Contains("flash", Row(list, "T-4").ClassName);
    }

    [Fact]
    public async Task Holds_new_rows_back_while_the_cursor_is_in_it()
    {
        var list = Open(3);
        await PressAsync("j");
        Tickets.With(2);
        Changed(ChangeKind.Events);
        list.WaitForAssertion(() => Assert.Equal("↑ 2 new tickets", list.Find(".pill").TextContent));
        Assert.Equal(["T-3", "T-2", "T-1"], Rows(list));
        Assert.Equal("T-3", Cursor(list));
    }

    [Fact]
    public async Task Shows_what_was_held_back_when_asked_and_keeps_the_cursor()
    {
        var list = Open(3);
        await PressAsync("j");
        Tickets.Arrive();
        Changed(ChangeKind.Events);
        list.WaitForElement(".pill").Click();
        list.WaitForAssertion(() => Assert.Equal(4, Rows(list).Count));
        Assert.Equal("T-3", Cursor(list));
        Assert.Empty(list.FindAll(".pill"));
    }

    [Fact]
    public async Task Changes_cells_in_place_and_flashes_them_softly()
    {
        var list = Open(3);
        await PressAsync("j");
        Tickets.Become("T-1", "waiting");
        Changed(ChangeKind.Events);
        list.WaitForAssertion(() => Assert.Contains("waiting", Row(list, "T-1").TextContent));
        Assert.Contains("flash", Row(list, "T-1").QuerySelector("[data-column=state]")!.ClassName);
        Assert.DoesNotContain("flash", Row(list, "T-1").QuerySelector("[data-column=name]")!.ClassName ?? "");
    }

    [Fact]
    public async Task Lets_a_row_that_somebody_else_ended_fade_where_it_stands()
    {
        var list = Open(3);
        await PressAsync("j");
        Tickets.Become("T-2", "closed");
        Changed(ChangeKind.Events);
        list.WaitForAssertion(() => Assert.Contains("left", Row(list, "T-2").ClassName));
        Assert.Equal(["T-3", "T-2", "T-1"], Rows(list));
    }

    [Fact]
    public async Task Does_not_take_a_row_for_new_that_has_only_moved_up()
    {
        var list = Open(300);
        await PressAsync("j");
        Tickets.Become("T-299", "closed");
        Changed(ChangeKind.Events);
        list.WaitForAssertion(() => Assert.Contains("left", Row(list, "T-299").ClassName));
        Assert.Empty(list.FindAll(".pill"));
    }

    [Fact]
    public async Task Goes_on_following_once_everything_is_let_go()
    {
        var list = Open(3);
        await PressAsync("j");
        Tickets.Arrive();
        Changed(ChangeKind.Events);
        list.WaitForElement(".pill");
        await PressAsync("Escape");
        list.WaitForAssertion(() => Assert.Equal("T-4", Rows(list)[0]));
        Assert.Empty(list.FindAll(".pill"));
    }

    [Fact]
    public async Task Ends_when_the_page_is_left()
    {
        Open(3);
        Assert.Equal(1, Feed.Listeners(ChangeKind.Events));
        await DisposeComponentsAsync();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Events));
    }
}
