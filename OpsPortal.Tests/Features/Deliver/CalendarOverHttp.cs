using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar.Feed;
using OpsPortal.Features.People.Demo;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver;

/// <summary>A calendar file comes in and a person's own feed goes out, through the whole portal.</summary>
public sealed class CalendarOverHttp : IAsyncLifetime
{
    /// <summary>A day within the year that a feed looks ahead.</summary>
    private static readonly string Day = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly string Good = $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Acme//EN\r\nBEGIN:VEVENT\r\nUID:1@acme\r\nSUMMARY:Router upgrade\r\nDTSTART;TZID=Europe/Berlin:{Day}T100000\r\nDTEND;TZID=Europe/Berlin:{Day}T130000\r\nEND:VEVENT\r\n"
        + $"BEGIN:VEVENT\r\nUID:2@acme\r\nSUMMARY:Patch day <script>alert(1)</script>\r\nDTSTART;TZID=Europe/Berlin:{Day}T200000\r\nDURATION:PT2H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private readonly PortalHost _portal = new(null, new Dictionary<string, string?>());

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task A_file_is_looked_at_then_planned_as_a_whole_and_stands_in_the_feed_of_who_has_its_address()
    {
        var preview = await ImportAsync(Good, "?preview=true&service=checkout");
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        var first = preview.Body.GetProperty("items")[0];
        Assert.Equal(("Router upgrade", "Europe/Berlin", 180, "", ""),
            (first.GetProperty("title").GetString(), first.GetProperty("zone").GetString(), first.GetProperty("minutes").GetInt32(), first.GetProperty("why").GetString(), first.GetProperty("number").GetString()));
        var planned = await ImportAsync(Good, "?service=checkout");
        Assert.Equal(["MW-1", "MW-2"], planned.Body.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("number").GetString()));

        using var anybody = _portal.CreateClient();
        var feed = await anybody.GetAsync(new Uri($"/calendar/{await SecretAsync()}.ics", UriKind.Relative), Stopping);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (feed.StatusCode, feed.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Router upgrade", await feed.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(new Uri("/calendar/guessed.ics", UriKind.Relative), Stopping)).StatusCode);
    }

    [Theory]
    [InlineData("no calendar", "?service=checkout")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20991005T220000Z\r\nDTEND:20991005T210000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "?service=checkout")]
    [InlineData(null, "?service=nobody-knows")]
    [InlineData(null, "?zone=Middle/Earth&service=nobody-knows")]
    public async Task A_file_that_cannot_be_planned_plans_nothing(string? file, string query)
    {
        var answer = await ImportAsync(file ?? Good, query);
        Assert.InRange((int)answer.Status, 400, 422);
        Assert.True(answer.Body.TryGetProperty("code", out _));
        await using var db = await _portal.Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContextAsync(Stopping);
        Assert.Empty(await db.Set<OpsPortal.Domain.Detect.Maintenance.Windows.MaintenanceWindow>().ToListAsync(Stopping));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> ImportAsync(string file, string query)
    {
        using var client = _portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DemoPeople.EveryScopeKey);
        using var body = new StringContent(file, Encoding.UTF8, "text/calendar");
        using var answer = await client.PostAsync(new Uri($"/api/v1/maintenance-windows/import{query}", UriKind.Relative), body, Stopping);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stopping)).RootElement);
    }

    private async Task<string> SecretAsync()
    {
        await using var db = await _portal.Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContextAsync(Stopping);
        var oskar = await db.Persons.SingleAsync(person => person.Name == "Oskar Lindqvist", Stopping);
        var by = new Actor(oskar.Id, oskar.Name, "operator@demo.local", Duties.Permit([Duty.Operator]), "");
        return Assert.IsType<OpsPortal.Domain.Kernel.Outcome<string>.Done>(await _portal.Services.GetRequiredService<CalendarFeeds>().MakeAsync(by, Stopping)).Value;
    }
}
