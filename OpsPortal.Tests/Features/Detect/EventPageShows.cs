using AngleSharp.Dom;
using Bunit;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Live;
using OpsPortal.Tests.Support;
using TestContext = Xunit.TestContext;

namespace OpsPortal.Tests.Features.Detect;

public sealed class EventPageShows(SqliteDatabase database) : OpenPages(database), IClassFixture<SqliteDatabase>
{
    private static readonly EventNumber One = new(1);

    [Fact]
    public async Task The_event_in_one_sentence()
    {
        var page = await OpenAsync();
        Assert.Equal("P1 Exception, firing for 12 min on db-7, seen once, nobody has taken it on yet.", Text(page, ".summary"));
        Assert.Equal("DiskFull on db-7", Text(page, "h1"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("EVT-1")]
    [InlineData("evt-1")]
    public async Task The_same_event_for_its_number_with_and_without_the_prefix(string number) => Assert.Equal("EVT-1", Text(await OpenAsync(number), ".number"));

    [Theory]
    [InlineData("EVT-99")]
    [InlineData("nonsense")]
    public async Task What_a_number_looks_like_where_there_is_none(string number)
    {
        var page = await OpenAsync(number);
        Assert.Equal($"There is no event {number}", Text(page, "h1"));
        Assert.Equal("/events", page.Find(".acts a").GetAttribute("href"));
    }

    [Fact]
    public async Task Only_the_acts_that_apply_and_the_most_sensible_as_primary()
    {
        var page = await OpenAsync();
        Assert.Equal(["Acknowledge", "Assign", "Comment", "Snooze", "Escalate", "Incident", "Resolve", "Priority", "Actionable", "Noise"], Acts(page));
        Assert.Equal("Acknowledge", Text(page, "[role=toolbar] .primary"));
    }

    [Fact]
    public async Task No_acts_to_those_who_may_only_look_but_who_can()
    {
        var page = await OpenAsync(duty: Duty.Developer);
        Assert.Empty(page.FindAll("[role=toolbar], textarea"));
        Assert.Contains("events are worked by those with the duty Service desk or Operator", Text(page, ".next"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_as_links_only_where_they_lead_to_the_web()
    {
        var page = await OpenAsync(annotations:
            [("runbook_url", "https://runbooks.example.net/disk"), ("trap", "javascript:alert(1)"), ("markup", "<script>alert(1)</script>"), ("login", "https://user:secret@example.net/")]);
        Assert.Equal(["https://runbooks.example.net/disk", "http://prometheus.example.net/graph"], page.FindAll("a[target=_blank]").Select(a => a.GetAttribute("href")));
        Assert.All(page.FindAll("a[target=_blank]"), a => Assert.Contains("noopener", a.GetAttribute("rel"), StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script"));
        Assert.Contains("<script>alert(1)</script>", page.FindAll("dd").Select(dd => dd.TextContent.Trim()));
        Assert.Contains("Runbook", Text(page, ".runbook"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_that_lead_to_the_open_events_with_the_same_value()
    {
        var page = await OpenAsync();
        Assert.Contains("/events?standing=Open&q=db-7", page.FindAll("table[aria-label=Labels] a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task How_the_priority_came_about()
    {
        var page = await OpenAsync();
        Assert.Contains("""severity="critical", which stands for an Exception of priority P1""", Text(page, "details.why:nth-of-type(2)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_suppressed_it_why_and_until_when()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseAsync();
        var silence = new Silence
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow()),
            Matchers = [((Outcome<Matcher>.Done)Matcher.Create("instance", MatchKind.Equal, "db-7")).Value],
            StartsAt = Clock.GetUtcNow(),
            EndsAt = Clock.GetUtcNow().AddHours(2),
            CreatedBy = "Bo",
            Comment = "Disk is being swapped",
        };
        await using (var db = Open())
        {
            db.Add(silence);
            (await db.Events.FindAsync([One], TestContext.Current.CancellationToken))!.Suppress(silence.Id, Clock.GetUtcNow());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var why = Render<EventPage>(p => p.Add(page => page.Number, "1")).Find("details.why[open]");
        Assert.Equal(["Bo", "Disk is being swapped", "in 2 h", "instance=\"db-7\"", silence.Id.ToString()], why.QuerySelectorAll("dd").Select(dd => dd.TextContent.Trim()));
    }

    [Fact]
    public async Task Each_state_with_the_time_spent_in_it()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseAsync();
        Clock.Advance(TimeSpan.FromMinutes(4));
        await The<AcknowledgeEvent>().RunAsync(Bo, One, CancellationToken.None);
        Clock.Advance(TimeSpan.FromMinutes(64));
        var page = Render<EventPage>(p => p.Add(e => e.Number, "1"));
        Assert.Equal(["Prioritised 4 min", "Investigating 1 h 04 min", "Resolved", "Closed"], page.FindAll(".steps li").Select(Flat));
        Assert.Equal("Investigating 1 h 04 min", Flat(page.Find("[aria-current=step]")));
    }

    [Fact]
    public async Task Earlier_events_of_the_same_labels_and_how_they_ended()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseAsync();
        await EndAsync();
        await The<CloseEvent>().RunAsync(Bo, One, "Swapped the disk", "Watch the growth", CancellationToken.None);
        Clock.Advance(TimeSpan.FromDays(3));
        await RaiseAsync();
        var page = Render<EventPage>(p => p.Add(e => e.Number, "2"));
        Assert.Equal("EVT-1 DiskFull on db-7 3 d ago · closed: Swapped the disk Lesson: Watch the growth", Flat(page.Find(".earlier li")));
        Assert.Equal("/events/EVT-1", page.Find(".earlier a").GetAttribute("href"));
    }

    [Fact]
    public async Task The_timeline_in_either_order()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseAsync();
        await The<AcknowledgeEvent>().RunAsync(Bo, One, CancellationToken.None);
        await The<CommentOnEvent>().RunAsync(Bo, One, "The log grows", CancellationToken.None);
        var page = Render<EventPage>(p => p.Add(e => e.Number, "1"));
        string[] newest = ["Bo commented", "Bo acknowledged it", "alertmanager raised it"];
        Assert.Equal(newest, page.FindAll(".timeline .said").Select(Flat));
        page.Find(".timeline .head button").Click();
        Assert.Equal(newest.Reverse(), page.FindAll(".timeline .said").Select(Flat));
    }

    [Fact]
    public async Task Nothing_more_once_it_is_left()
    {
        var page = await OpenAsync();
        Assert.Equal(1, Feed.Listeners(ChangeKind.Events));
        page.Instance.Dispose();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Events));
    }

    private async Task<IRenderedComponent<EventPage>> OpenAsync(string number = "1", Duty duty = Duty.ServiceDesk, (string Name, string Value)[]? annotations = null)
    {
        SignIn(duty);
        await RaiseAsync(annotations: annotations ?? []);
        var page = Render<EventPage>(p => p.Add(e => e.Number, number));
        page.WaitForElement("h1");
        return page;
    }

    private static IEnumerable<string> Acts(IRenderedComponent<EventPage> page) => page.FindAll("[role=toolbar] button").Select(Flat);

    private static string Text(IRenderedComponent<EventPage> page, string selector) => Flat(page.Find(selector));

    private static string Flat(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
