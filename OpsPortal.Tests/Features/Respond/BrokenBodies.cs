using System.Net;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond;

/// <summary>What lacks a part, or has a number where a name belongs, is refused: never a failure, and nothing of it is stored.</summary>
public sealed class BrokenBodies(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("/api/v1/on-call/rotations", "{}")]
    [InlineData("/api/v1/on-call/rotations", """{"name":"R","team":"00000000-0000-0000-0000-000000000001","zone":"UTC","startsOn":"2026-11-01","shifts":[{"name":"a","from":"06:00","until":"14:00"},null]}""")]
    [InlineData("/api/v1/maintenance-windows", "{}")]
    [InlineData("/api/v1/handoffs", "{}")]
    [InlineData("/api/v1/incidents", "{}")]
    [InlineData("/api/v1/incidents", """{"title":"x","priority":9}""")]
    [InlineData("/api/v1/announcements", """{"title":"x","kind":9,"impact":"y"}""")]
    public async Task Are_refused(string path, string body)
    {
        using var api = new Caller(portal);
        var answer = await api.PostAsync(path, body);
        Assert.InRange((int)answer.Status, 400, 499);
    }

    [Fact]
    public async Task A_number_is_no_priority_a_key_is_nobody_and_a_checklist_is_not_made_by_hand()
    {
        using var api = new Caller(portal);
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsync("/api/v1/incidents", """{"title":"Down"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.SendAsync(HttpMethod.Put, "/api/v1/incidents/INC-1/priority", """{"priority":9,"reason":"x"}""")).Status);
        Assert.Equal("422 incident.invalid-role", (await api.SendAsync(HttpMethod.Put, "/api/v1/incidents/INC-1/roles/7", """{"person":null}""")).Problem);
        Assert.Equal("422 incident.invalid-task-kind", (await api.PostAsync("/api/v1/incidents/INC-1/tasks", """{"text":"x","kind":"Checklist"}""")).Problem);
        Assert.Equal("400 request.unknown-value", (await api.GetAsync("/api/v1/incidents?owner=me")).Problem);
    }
}
