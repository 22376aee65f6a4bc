using System.Net;
using System.Text.Json;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

public sealed class WorkingEventsOverHttp(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private readonly Caller _api = new(portal);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task An_event_is_worked_from_acknowledgement_to_reopening_and_each_answer_is_the_event_then()
    {
        var at = $"/api/v1/events/{await _api.RaiseAsync("JourneyDown")}";
        var read = await _api.GetAsync(at);
        Assert.Equal(("Prioritised", "P1", "Firing", "Active"), (read["state"], read["priority"], read["condition"], read["standing"]));
        Assert.EndsWith("Z", read["firstSeenAt"], StringComparison.Ordinal);
        Assert.Equal($"\"{read["version"]}\"", read.ETag);

        Assert.Equal("Investigating", (await _api.PostAsync($"{at}/acknowledgement"))["state"]);
        Assert.Equal("Prioritised", (await _api.SendAsync(HttpMethod.Delete, $"{at}/acknowledgement"))["state"]);
        Assert.Equal(HttpStatusCode.OK, (await _api.PostAsync($"{at}/comments", """{"text":"disk is full"}""")).Status);
        var until = DateTimeOffset.UnixEpoch.AddYears(10_000 - 1970 - 1);
        Assert.Equal("422 event.snooze-too-long", (await _api.SendAsync(HttpMethod.Put, $"{at}/snooze", JsonSerializer.Serialize(new { until }))).Problem);
        Assert.Equal("422 event.snooze-in-past", (await _api.SendAsync(HttpMethod.Put, $"{at}/snooze", """{"until":"2001-01-01T00:00:00Z"}""")).Problem);
        Assert.Equal("Snoozed", (await _api.SendAsync(HttpMethod.Put, $"{at}/snooze", JsonSerializer.Serialize(new { until = TimeProvider.System.GetUtcNow().AddHours(1) })))["standing"]);
        Assert.Equal("Active", (await _api.SendAsync(HttpMethod.Delete, $"{at}/snooze"))["standing"]);
        Assert.Equal("Escalated", (await _api.PostAsync($"{at}/escalation", """{"reason":"need the storage team"}"""))["state"]);
        Assert.Equal("Resolved", (await _api.PostAsync($"{at}/resolution"))["state"]);
        Assert.Equal("422 event.lesson-missing", (await _api.PostAsync($"{at}/closure", """{"note":"cleaned up"}""")).Problem);
        var closed = await _api.PostAsync($"{at}/closure", """{"note":"cleaned up","lesson":"rotate logs"}""");
        Assert.Equal(("Closed", "cleaned up", "rotate logs"), (closed["state"], closed["closingNote"], closed["lesson"]));
        Assert.Equal("409 event.not-open", (await _api.PostAsync($"{at}/escalation", """{"reason":"late"}""")).Problem);
        Assert.Equal("Investigating", (await _api.PostAsync($"{at}/reopening", """{"reason":"full again"}"""))["state"]);

        var timeline = await _api.GetAsync($"{at}/timeline");
        Assert.Equal(["Moved", "Moved", "Commented", "Snoozed", "Woken", "Moved", "Moved", "Moved", "Moved", "Moved"], timeline.Each("kind"));
        Assert.Contains("disk is full", timeline.Each("text"));
    }

    [Fact]
    public async Task An_owner_is_a_person_who_may_work_events_or_nobody()
    {
        var at = $"/api/v1/events/{await _api.RaiseAsync("OwnerWanted")}/owner";
        await using var db = portal.Database();
        var people = db.Persons.ToDictionary(person => person.Name, person => person.Id.Value);
        var owned = await _api.SendAsync(HttpMethod.Put, at, $$"""{"person":"{{people["Oskar Lindqvist"]}}"}""");
        Assert.Equal(("Oskar Lindqvist", people["Oskar Lindqvist"].ToString()), (owned["owner"], owned["ownerId"]));
        Assert.Contains(owned["number"], (await _api.GetAsync($"/api/v1/events?owner={people["Oskar Lindqvist"]}")).Each("number"));
        Assert.Equal("404 not-found", (await _api.SendAsync(HttpMethod.Put, at, $$"""{"person":"{{Guid.Empty}}"}""")).Problem);
        Assert.Equal("400 request.malformed", (await _api.SendAsync(HttpMethod.Put, at, "{}")).Problem);
        Assert.Equal("", (await _api.SendAsync(HttpMethod.Put, at, """{"person":null}"""))["owner"]);
        Assert.Contains(owned["number"], (await _api.GetAsync("/api/v1/events?owner=none&limit=500")).Each("number"));
    }

    [Fact]
    public async Task An_act_on_what_has_changed_since_it_was_seen_is_refused_and_one_on_what_was_seen_is_not()
    {
        var at = $"/api/v1/events/{await _api.RaiseAsync("Contended")}";
        var seen = (await _api.GetAsync(at)).ETag!;
        Assert.Equal(HttpStatusCode.OK, (await _api.PostAsync($"{at}/acknowledgement", null, ("If-Match", seen))).Status);
        Assert.Equal("412 event.changed-meanwhile", (await _api.PostAsync($"{at}/resolution", null, ("If-Match", seen))).Problem);
        Assert.Equal("400 request.unknown-value", (await _api.PostAsync($"{at}/resolution", null, ("If-Match", "yesterday"))).Problem);
        Assert.Equal("409 event.already-acknowledged", (await _api.PostAsync($"{at}/acknowledgement")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await _api.PostAsync($"{at}/resolution", null, ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task What_cannot_be_read_is_answered_with_what_is_wrong()
    {
        var at = $"/api/v1/events/{await _api.RaiseAsync("Unreadable")}";
        Assert.Equal("422 event.text-missing", (await _api.PostAsync($"{at}/comments")).Problem);
        Assert.Equal("422 event.text-too-long", (await _api.PostAsync($"{at}/comments", JsonSerializer.Serialize(new { text = new string('x', 4001) }))).Problem);
        Assert.Equal("400 request.malformed", (await _api.PostAsync($"{at}/comments", "{\"text\":")).Problem);
        var wrong = await _api.SendAsync(HttpMethod.Put, $"{at}/snooze", """{"until":"tomorrow"}""");
        Assert.Equal("400 request.malformed", wrong.Problem);
        Assert.Contains("$.until", wrong.Detail, StringComparison.Ordinal);
        Assert.Equal("400 request.malformed", (await _api.SendAsync(HttpMethod.Put, $"{at}/snooze", """{"until":"2026-03-01T12:00:00"}""")).Problem);
        Assert.Equal("400 request.malformed", (await _api.GetAsync("/api/v1/events/seven")).Problem);
        Assert.Equal("404 not-found", (await _api.GetAsync("/api/v1/events/EVT-999999")).Problem);
        Assert.Equal("404 not-found", (await _api.PostAsync("/api/v1/events/999999/acknowledgement")).Problem);
        Assert.Equal("404 not-found", (await _api.GetAsync("/api/v1/nothing")).Problem);
    }

    [Fact]
    public async Task A_key_may_do_what_its_scopes_say_and_nobody_anything()
    {
        var at = $"/api/v1/events/{await _api.RaiseAsync("Guarded")}";
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        Assert.Equal(HttpStatusCode.OK, (await intake.GetAsync(at)).Status);
        Assert.Equal("403 forbidden", (await intake.PostAsync($"{at}/acknowledgement")).Problem);
        Assert.Equal("403 forbidden", (await intake.GetAsync("/api/v1/audit")).Problem);
        using var nobody = new Caller(portal, null);
        Assert.Equal("401 unauthenticated", (await nobody.GetAsync(at)).Problem);
        using var stranger = new Caller(portal, "ops_unknown");
        Assert.Equal("401 unauthenticated", (await stranger.PostAsync($"{at}/acknowledgement")).Problem);
    }
}
