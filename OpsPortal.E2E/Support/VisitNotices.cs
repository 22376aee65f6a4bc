namespace OpsPortal.E2E.Support;

/// <summary>The watch every other browser test relies on.</summary>
public sealed class VisitNotices(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Requests_to_anybody_else_and_errors_on_the_console()
    {
        await using var visit = await site.VisitAsync();
        await visit.Page.GotoAsync("/health/live");
        await visit.Page.SetContentAsync("<img src='http://portal.invalid/pixel.png'><script>console.error('broken')</script>");
        Assert.Contains(visit.Problems, problem => problem.StartsWith("foreign: http://portal.invalid", StringComparison.Ordinal));
        Assert.Contains("error: broken", visit.Problems);
    }
}
