using Bunit;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Prioritisation.Acts;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Features.Detect.Prioritisation.Pages;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Prioritisation;

/// <summary>The matrix of impact and urgency on the screen.</summary>
public sealed class PrioritiesPageShows(SqliteDatabase database) : OpenPages(database), IClassFixture<SqliteDatabase>
{
    private const string Cell = "select[aria-label='Critical impact, High urgency']";

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void Who_may_only_read_sees_the_matrix_and_nothing_to_change_it_with()
    {
        SignInLive(Duty.ServiceDesk);
        var page = Render<PrioritiesPage>();
        Assert.Equal(Enum.GetValues<Impact>().Length * Enum.GetValues<Urgency>().Length, page.FindAll("td .priority").Count);
        Assert.Empty(page.FindAll("select, button"));
    }

    [Fact]
    public async Task A_cell_is_changed_and_saved_and_the_usual_ones_come_back()
    {
        await ForgetAsync();
        SignInLive(Duty.Operator);
        var page = Render<PrioritiesPage>();
        Assert.True(Button(page, "Save").HasAttribute("disabled"));
        page.Find(Cell).Change("P2");
        Button(page, "Save").Click();
        page.WaitForAssertion(() => Assert.Contains("Saved.", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(Priority.P2, The<PriorityBook>().Current.Matrix[Impact.Critical, Urgency.High]);

        Button(page, "Fill in the usual ones").Click();
        Button(page, "Save").Click();
        page.WaitForAssertion(() => Assert.Equal(Priority.P1, The<PriorityBook>().Current.Matrix[Impact.Critical, Urgency.High]));
    }

    [Fact]
    public async Task Whoever_comes_second_is_told_and_overwrites_nothing()
    {
        await ForgetAsync();
        SignInLive(Duty.Operator);
        var page = Render<PrioritiesPage>();
        page.Find(Cell).Change("P2");
        Priority[][] cells = [.. PriorityMatrix.Usual.Cells.Select(row => row.ToArray())];
        cells[(int)Impact.Low][(int)Urgency.Low] = Priority.P4;
        Assert.Null((await The<SaveMatrix>().RunAsync(Bo, cells, The<PriorityBook>().Current.Version, Stopping)).Refusal);
        Button(page, "Save").Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")));
        Assert.Equal((Priority.P1, Priority.P4), (The<PriorityBook>().Current.Matrix[Impact.Critical, Urgency.High], The<PriorityBook>().Current.Matrix[Impact.Low, Urgency.Low]));
    }

    private void SignInLive(Duty duty)
    {
        SignIn(duty);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    private async Task ForgetAsync()
    {
        await using var db = Open();
        await db.Set<StoredMatrix>().ExecuteDeleteAsync(Stopping);
        await The<PriorityBook>().RefreshAsync(Stopping);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PrioritiesPage> page, string words) => page.FindAll("button").Single(button => button.TextContent == words);
}
