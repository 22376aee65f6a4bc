using System.Text.Json;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Features.Respond.Automation;
using static OpsPortal.Tests.Features.Deliver.Traffic.TrafficBench;

namespace OpsPortal.Tests.Features.Deliver.Traffic;

/// <summary>Somebody else's load balancer, moved by a signed post.</summary>
public sealed class ShiftingWithAWebhook
{
    private static readonly string Secret = StandardWebhooks.NewSecret();

    [Fact]
    public async Task The_weights_are_posted_signed_and_the_answer_says_where_the_traffic_is()
    {
        await using var bench = Start();
        await using var receiver = await Receiver.StartAsync();
        var target = Target(receiver);
        receiver.Echo = true;
        Assert.Equal("canary 25 %, stable 75 %", await bench.ShiftedAsync(target, ("stable", 75), ("canary", 25)));
        var received = Assert.Single(receiver.Requests);
        Assert.True(received.IsSignedWith(Secret, Given.Noon));
        Assert.Equal("""{"act":"shift","service":"shop","environment":"production","weights":{"canary":25,"stable":75}}""", received.Text);
        (receiver.Echo, receiver.Answer) = (false, """{"weights":{"stable":90,"canary":10.5}}""");
        Assert.Equal("canary 10.5 %, stable 90 %", await bench.ReadAsync(target));
        Assert.Equal("""{"act":"read","service":"shop","environment":"production"}""", receiver.Requests[^1].Text);
    }

    [Theory]
    [InlineData(200, """{"weights":{"stable":100,"canary":0}}""", "traffic.not-shifted")]
    [InlineData(200, """{"weights":{"stable":"all"}}""", "traffic.controller-refused")]
    [InlineData(200, "thank you", "traffic.controller-refused")]
    [InlineData(204, "", "traffic.controller-refused")]
    [InlineData(503, "", "traffic.controller-gone")]
    [InlineData(409, "locked", "traffic.controller-refused")]
    public async Task Anything_else_is_a_refusal(int status, string answer, string code)
    {
        await using var bench = Start();
        await using var receiver = await Receiver.StartAsync();
        (receiver.Status, receiver.Answer) = (status, answer);
        Assert.Equal(code, await bench.ShiftedAsync(Target(receiver), ("stable", 75), ("canary", 25)));
    }

    private static TrafficTarget Target(Receiver receiver) => new("shop", "production", "webhook", JsonSerializer.Serialize(new { url = receiver.Url, secret = Secret }));
}
