using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Tests.Ui;

public sealed class WorkingAList : ListScreen
{
    private static readonly Refusal No = new("ticket.no", "Ada has it.");

    public WorkingAList() => Acts =
    [
        new("End", "r", _ => Task.FromResult<ActPlan<Ticket>?>(new("Ended", EndAsync, ReopenAsync))),
        new("Think", "t", _ => Task.FromResult<ActPlan<Ticket>?>(null)),
    ];

    [Fact]
    public async Task Moves_the_cursor_within_the_list()
    {
        var list = Open(2);
        foreach (var key in new[] { "j", "j", "j" }) await PressAsync(key);
        Assert.Equal("T-1", Cursor(list));
        await PressAsync("k");
        Assert.Equal("T-2", Cursor(list));
    }

    [Fact]
    public async Task Selects_one_a_range_and_all()
    {
        var list = Open(5);
        foreach (var key in new[] { "j", "j", "x" }) await PressAsync(key);
        Assert.Equal(["T-4"], Selected(list));
        foreach (var key in new[] { "j", "j", "shift+x" }) await PressAsync(key);
        Assert.Equal(["T-4", "T-3", "T-2"], Selected(list));
        await PressAsync("ctrl+a");
        Assert.Equal(5, Selected(list).Count);
        await PressAsync("Escape");
        Assert.Empty(Selected(list));
    }

    [Fact]
    public async Task Opens_the_row_at_the_cursor()
    {
        Open(2);
        await PressAsync("j");
        await PressAsync("Enter");
        Assert.EndsWith("/tickets/T-2", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_on_the_row_at_the_cursor_and_goes_on_to_the_next()
    {
        var list = Open(3);
        await PressAsync("j");
        await PressAsync("r");
        list.WaitForAssertion(() => Assert.Equal(["T-2", "T-1"], Rows(list)));
        Assert.Equal("T-2", Cursor(list));
        Assert.Equal("Ended T-3", Answer());
    }

    [Fact]
    public async Task Acts_on_the_selection_and_says_what_was_refused()
    {
        var list = Open(4);
        Tickets.Become("T-2", "stuck");
        await PressAsync("ctrl+a");
        list.FindAll("button").Single(button => button.TextContent == "End").Click();
        list.WaitForAssertion(() => Assert.Equal(["T-2"], Rows(list)));
        Assert.Equal("Ended 3 · 1 refused: T-2: Ada has it.", Answer());
    }

    [Fact]
    public async Task Takes_an_act_back()
    {
        var answers = Render<MudSnackbarProvider>();
        var list = Open(2);
        await PressAsync("j");
        await PressAsync("r");
        list.WaitForAssertion(() => Assert.Equal(["T-1"], Rows(list)));
        await PressAsync("Escape");
        answers.WaitForState(() => answers.FindAll("button").Any(IsUndo));
        answers.FindAll("button").Single(IsUndo).Click();
        list.WaitForAssertion(() => Assert.Equal(["T-2", "T-1"], Rows(list)));
    }

    [Fact]
    public async Task Changes_nothing_when_the_person_thinks_better_of_it()
    {
        var list = Open(2);
        await PressAsync("j");
        await PressAsync("t");
        Assert.Equal(["T-2", "T-1"], Rows(list));
        Assert.Empty(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
    }

    private static bool IsUndo(AngleSharp.Dom.IElement button) => button.TextContent.Trim() == "Undo";

    private string Answer() => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Last().Message?.ToString() ?? "";

    private Task<Refusal?> EndAsync(Ticket ticket, CancellationToken stopping)
    {
        if (Tickets.All.Single(known => known.Name == ticket.Name).State == "stuck") return Task.FromResult<Refusal?>(No);
        Tickets.Become(ticket.Name, "closed");
        return Task.FromResult<Refusal?>(null);
    }

    private Task<Refusal?> ReopenAsync(Ticket ticket, CancellationToken stopping)
    {
        Tickets.Become(ticket.Name, "open");
        return Task.FromResult<Refusal?>(null);
    }
}
