using System.Net;
using OpsPortal.Peers;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Respond.Automation;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Notices;

/// <summary>A pipeline that does not want to ask again and again is called back, by a message it can verify.</summary>
public sealed class WaitingAtTheGate : IAsyncLifetime
{
    private readonly PortalHost _portal = new(null, new Dictionary<string, string?> { ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8" });
    private Receiver _receiver = null!;
    private Caller _pipeline = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _pipeline = new(_portal);
    }

    public async ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        await _portal.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task It_is_told_once_and_signed_as_soon_as_the_answer_is_no_longer_pending()
    {
        await _pipeline.PostAsync("/api/v1/deployments", """{"component":"checkout-api","version":"2.1.0","environment":"production","status":"requested","occurredAt":"2026-03-01T10:00:00Z","idempotencyKey":"k"}""");
        var asked = await AskAsync(_receiver.Url);
        Assert.Equal(("pending", "True"), (asked["verdict"].ToLowerInvariant(), asked["isAwaited"]));
        Assert.Empty(_receiver.Requests);
        Assert.Equal(HttpStatusCode.OK, (await _pipeline.PostAsync("/api/v1/changes/CHG-1/withdrawal", """{"text":"Not needed any more"}""")).Status);
        await Waiting.UntilAsync(() => Task.FromResult(_receiver.Requests.Count > 0), () => "nobody is told");
        var told = Assert.Single(_receiver.Requests);
        Assert.True(told.IsSignedWith(Sender.Secret, TimeProvider.System.GetUtcNow()));
        Assert.Equal("gate.decided", told.Body.GetProperty("type").GetString());
        var answer = told.Body.GetProperty("data");
        Assert.Equal(("deny", "checkout-api", "production"), (answer.GetProperty("verdict").GetString()!.ToLowerInvariant(), answer.GetProperty("component").GetProperty("component").GetString(), answer.GetProperty("environment").GetString()));
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_and_an_answer_that_is_there_is_given_at_once()
    {
        Assert.Equal("Deny", (await AskAsync(_receiver.Url))["verdict"], ignoreCase: true);
        await _pipeline.PostAsync("/api/v1/deployments", """{"component":"checkout-api","version":"2.1.0","environment":"production","status":"requested","occurredAt":"2026-03-01T10:00:00Z","idempotencyKey":"k"}""");
        foreach (var callback in new[] { "not an address", "ftp://example.org/x", "https://user:secret@example.org/x", "/relative" }) Assert.Equal("422 gate.invalid-callback", (await AskAsync(callback)).Problem);
    }

    private Task<Reply> AskAsync(string callback) => _pipeline.PostAsync("/api/v1/gates", $$"""{"component":{"service":"checkout","component":"checkout-api","version":"2.1.0"},"environment":"production","callback":"{{callback}}"}""");
}
