using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>How long a message waits before it is tried again, and what it is signed with.</summary>
public sealed class BackingOff
{
    [Fact]
    public void The_wait_doubles_up_to_half_an_hour_and_chance_takes_at_most_half_of_it() => Prop.ForAll(Gen.Choose(1, 200).ToArbitrary(), Gen.Choose(0, 999).ToArbitrary(), (attempts, chance) =>
    {
        var (shortest, longest, some) = (Backoff.After(attempts, 0), Backoff.After(attempts, 1), Backoff.After(attempts, chance / 1000.0));
        return shortest * 2 == longest && some >= shortest && some <= longest && longest <= Backoff.Longest && Backoff.After(attempts + 1, 0) >= shortest;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_first_waits_are_short() => Assert.Equal([2, 4, 8, 16], Enumerable.Range(1, 4).Select(attempt => (int)Backoff.After(attempt, 1).TotalSeconds));

    /// <summary>The example of the specification itself.</summary>
    [Fact]
    public void A_signature_is_as_the_specification_has_it() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhooks.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));
}
