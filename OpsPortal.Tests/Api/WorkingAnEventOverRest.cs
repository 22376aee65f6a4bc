using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>Acts of a program on an event, from acknowledging to reopening, and the ways to be refused.</summary>
public sealed class WorkingAnEventOverRest(PortalHost host) : IClassFixture<PortalHost>
{
    private readonly RestClient _client = new(host);

    [Fact]
    public async Task Goes_through_the_whole_lifecycle_and_the_timeline_tells_it()
    {
        var number = await _client.FireAsync("Lifecycle");
        await Acted(HttpMethod.Post, "acknowledgement", null, "Investigating");
        await Acted(HttpMethod.Delete, "acknowledgement", null, "Prioritised");
        await Acted(HttpMethod.Put, "owner", new { owner = (string?)null }, "Prioritised");
        await Acted(HttpMethod.Post, "comments", new { text = "Looking" }, "Prioritised");
        await Acted(HttpMethod.Put, "snooze", new { until = host.Services.GetClock().GetUtcNow().AddHours(1) }, "Prioritised");
        await Acted(HttpMethod.Delete, "snooze", null, "Prioritised");
        await Acted(HttpMethod.Post, "escalation", new { reason = "Beyond me" }, "Escalated");
        await Acted(HttpMethod.Post, "resolution", new { note = "Restarted" }, "Resolved");
        await Acted(HttpMethod.Post, "closure", new { note = "Done" }, "Closed");
        await Acted(HttpMethod.Post, "reopening", new { reason = "Not done" }, "Investigating");
        var kinds = (await _client.GetAsync($"/api/v1/events/{number}/timeline")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString());
        Assert.Subset(kinds.ToHashSet(), ["Moved", "Assigned", "Commented", "Snoozed", "Woken"]);

        async Task Acted(HttpMethod method, string act, object? body, string state)
        {
            var (status, code, answer) = await _client.SendAsync(method, $"/api/v1/events/{number}/{act}", body);
            Assert.Equal((200, "", state), (status, code, answer.GetProperty("state").GetString()));
        }
    }

    [Fact]
    public async Task Is_refused_when_the_event_is_no_longer_the_version_the_caller_saw()
    {
        var number = await _client.FireAsync("Raced");
        var seen = (await _client.GetAsync($"/api/v1/events/{number}")).GetProperty("version").GetInt32();
        await _client.SendAsync(HttpMethod.Post, $"/api/v1/events/{number}/comments", new { text = "Meanwhile" });
        var (status, code, _) = await _client.SendAsync(HttpMethod.Post, $"/api/v1/events/{number}/acknowledgement", ifMatch: $"\"{seen}\"");
        Assert.Equal((412, "event.changed-meanwhile"), (status, code));
        var now = (await _client.GetAsync($"/api/v1/events/{number}")).GetProperty("version").GetInt32();
        (status, _, _) = await _client.SendAsync(HttpMethod.Post, $"/api/v1/events/{number}/acknowledgement", ifMatch: $"\"{now}\"");
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task Is_refused_with_the_code_and_status_of_the_reason()
    {
        var number = await _client.FireAsync("Refused", "critical");
        await _client.SendAsync(HttpMethod.Post, $"/api/v1/events/{number}/acknowledgement");
        Assert.Equal((409, "event.already-acknowledged"), await Refused(HttpMethod.Post, $"{number}/acknowledgement"));
        Assert.Equal((422, "event.text-missing"), await Refused(HttpMethod.Post, $"{number}/comments", new { text = " " }));
        Assert.Equal((422, "event.snooze-in-past"), await Refused(HttpMethod.Put, $"{number}/snooze", new { until = "2020-01-01T00:00:00Z" }));
        Assert.Equal((404, "not-found"), await Refused(HttpMethod.Post, "EVT-999999/acknowledgement"));
        Assert.Equal((400, "request.invalid"), await Refused(HttpMethod.Post, "seven/acknowledgement"));
        Assert.Equal((400, "request.malformed-json"), await Refused(HttpMethod.Post, $"{number}/comments", "{\"text\":"));
        Assert.Equal((400, "request.malformed-json"), await Refused(HttpMethod.Put, $"{number}/snooze", "{\"until\":\"tomorrow\"}"));
        Assert.Equal((404, "not-found"), await Refused(HttpMethod.Post, $"{number}/nonsense"));
    }

    [Fact]
    public async Task Is_forbidden_to_a_key_that_may_only_read()
    {
        var number = await _client.FireAsync("Readable");
        var (status, code, _) = await new RestClient(host, DemoPeople.IntakeKey).SendAsync(HttpMethod.Post, $"/api/v1/events/{number}/acknowledgement");
        Assert.Equal((403, "forbidden"), (status, code));
    }

    private async Task<(int Status, string Code)> Refused(HttpMethod method, string path, object? body = null)
    {
        var (status, code, _) = await _client.SendAsync(method, $"/api/v1/events/{path}", body);
        return (status, code);
    }
}

internal static class Clocks
{
    public static TimeProvider GetClock(this IServiceProvider services) => (TimeProvider)services.GetService(typeof(TimeProvider))!;
}
