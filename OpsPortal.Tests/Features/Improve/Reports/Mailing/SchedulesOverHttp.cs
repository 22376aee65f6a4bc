using System.Net;
using System.Text.Json;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Deliver.Http;

namespace OpsPortal.Tests.Features.Improve.Reports.Mailing;

/// <summary>Reports taken away and mailed, over HTTP.</summary>
public sealed class SchedulesOverHttp : VisitedPortal
{
    private const string Schedules = "/api/v1/reports/schedules", March = "from=2026-02-01&to=2026-02-28&zone=Europe/Berlin";

    [Theory]
    [InlineData("pdf", "application/pdf", "%PDF-")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK")]
    public async Task A_report_is_a_file_with_a_name_and_the_same_twice(string ending, string type, string begin)
    {
        using var client = Portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", OpsPortal.Features.People.Demo.DemoPeople.EveryScopeKey);
        foreach (var name in new[] { "alert-quality", "availability", "deployments" })
        {
            using var answer = await client.GetAsync($"/api/v1/reports/{name}.{ending}?{March}", TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal($"{name}-20260201-20260228.{ending}", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
            var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith(begin, System.Text.Encoding.Latin1.GetString(bytes, 0, 8), StringComparison.Ordinal);
            Assert.Equal(bytes, await client.GetByteArrayAsync($"/api/v1/reports/{name}.{ending}?{March}", TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("nothing.pdf", "404 not-found")]
    [InlineData("nothing.xlsx", "404 not-found")]
    [InlineData("alert-quality.pdf?zone=Mars", "422 report.invalid-zone")]
    [InlineData("schedules/RSC-99", "404 not-found")]
    [InlineData("schedules/RSC-99/history", "404 not-found")]
    public async Task What_is_not_there_is_refused(string path, string problem)
    {
        using var caller = new Caller(Portal);
        Assert.Equal(problem, (await caller.GetAsync($"/api/v1/reports/{path}")).Problem);
    }

    [Fact]
    public async Task A_schedule_is_set_up_changed_tried_out_and_removed()
    {
        var manager = await SignedInAsync("manager");
        var entered = await manager.PostAsync(Schedules, Body());
        Assert.Equal(HttpStatusCode.Created, entered.Status);
        Assert.Contains("\"dueAt\":\"2026-04-01T04:00:00Z\"", entered.Html, StringComparison.Ordinal);
        using var caller = new Caller(Portal);
        var read = await caller.GetAsync($"{Schedules}/RSC-1");
        Assert.Equal(("RSC-1", "\"1\""), (read["number"], read.ETag));
        Assert.Equal(["RSC-1"], (await caller.GetAsync(Schedules)).Each("number"));
        Assert.Equal(HttpStatusCode.OK, (await manager.CallAsync(HttpMethod.Put, $"{Schedules}/1", Body("Weekly"))).Status);
        var stale = await caller.SendAsync(HttpMethod.Put, $"{Schedules}/RSC-1", JsonSerializer.Serialize(Body()), ("If-Match", "\"1\""));
        Assert.Equal("412 report-schedule.changed-meanwhile", stale.Problem);
        Assert.Contains("\"dueAt\":null", (await manager.PostAsync($"{Schedules}/RSC-1/pause", new { })).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsync($"{Schedules}/RSC-1/pause", new { })).Status);
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync($"{Schedules}/RSC-1/resume", new { })).Status);
        Assert.Equal(HttpStatusCode.OK, (await manager.PostAsync($"{Schedules}/RSC-1/send", new { })).Status);
        var line = (await caller.GetAsync($"{Schedules}/RSC-1/history")).Body.GetProperty("items")[0];
        Assert.NotEqual("", line.GetProperty("askedBy").GetString());
        var file = line.GetProperty("files")[0];
        Assert.StartsWith("%PDF-", (await manager.OpenAsync(file.GetProperty("href").GetString()!)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.CallAsync(HttpMethod.Delete, $"{Schedules}/RSC-1", new { })).Status);
        Assert.Equal("404 not-found", (await caller.GetAsync($"{Schedules}/RSC-1")).Problem);
    }

    [Fact]
    public async Task Those_who_read_see_them_and_those_who_may_not_read_see_nothing()
    {
        var (manager, reader, desk) = (await SignedInAsync("manager"), await SignedInAsync("approver"), await SignedInAsync("desk"));
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsync(Schedules, Body())).Status);
        Assert.Equal(HttpStatusCode.OK, (await reader.OpenAsync($"{Schedules}/RSC-1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync($"{Schedules}/RSC-1/send", new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.OpenAsync(Schedules)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.OpenAsync($"/api/v1/reports/alert-quality.pdf?{March}")).Status);
    }

    [Theory]
    [InlineData("""{"report":"nothing","recipients":["ada@example.org"]}""", "422 report-schedule.invalid-report")]
    [InlineData("""{"report":"alert-quality","recipients":[]}""", "422 report-schedule.invalid-recipients")]
    [InlineData("""{"report":"alert-quality","recipients":["no address"]}""", "422 report-schedule.invalid-recipients")]
    [InlineData("""{"report":"alert-quality","recipients":["ada@example.org"],"at":"25:00"}""", "422 report-schedule.invalid-time")]
    [InlineData("""{"report":"alert-quality","recipients":["ada@example.org"],"zone":"Mars"}""", "422 report-schedule.invalid-zone")]
    [InlineData("""{"report":"alert-quality","recipients":["ada@example.org"],"pdf":false}""", "422 report-schedule.invalid-format")]
    [InlineData("""{"report":"alert-quality","recipients":["ada@example.org"],"compare":"1"}""", "422 report.invalid-comparison")]
    public async Task A_schedule_that_cannot_be_is_refused(string body, string problem)
    {
        using var caller = new Caller(Portal);
        Assert.Equal(problem, (await caller.PostAsync(Schedules, body)).Problem);
    }

    private static object Body(string rhythm = "Monthly") => new { report = "alert-quality", period = "LastMonth", rhythm, day = 1, at = "06:00", zone = "Europe/Berlin", recipients = new[] { "ada@example.org" }, pdf = true };
}
