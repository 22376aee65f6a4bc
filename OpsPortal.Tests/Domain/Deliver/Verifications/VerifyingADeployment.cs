using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Tests.Domain.Deliver.Verifications;

/// <summary>Checks with their limits, and the portal's own events.</summary>
public sealed class VerifyingADeployment
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly ServiceGraph Graph = ServiceGraph.Build([new("search")], [(new("checkout"), new("orders-db")), (new("storefront"), new("checkout"))]);

    private static readonly HttpAnswer Fine = new(204, new Dictionary<string, string> { ["x-version"] = "2.1.0" }, "all is well", TimeSpan.FromMilliseconds(80));

    [Theory]
    [InlineData("", 1, null, true)]
    [InlineData("s", 1, CheckState.Successful, false)]
    [InlineData("f", 1, CheckState.Failed, false)]
    [InlineData("i", 1, CheckState.Inconclusive, false)]
    [InlineData("sss", 5, null, true)]
    [InlineData("ssf", 5, CheckState.Failed, false)]
    [InlineData("e", 1, CheckState.Error, true)]
    [InlineData("eeee", 1, CheckState.Error, true)]
    [InlineData("eeees", 1, CheckState.Successful, false)]
    [InlineData("eeeee", 1, CheckState.Failed, false)]
    [InlineData("eeeeseeee", 3, CheckState.Error, true)]
    [InlineData("if", 5, CheckState.Failed, false)]
    public void A_check_stands_where_its_measurements_put_it(string seen, int count, CheckState? expected, bool goesOn)
    {
        var standing = Standing(seen, new() { Count = count });
        Assert.Equal((expected, goesOn), (standing.State, !standing.IsOver));
    }

    [Theory]
    [InlineData("ffs", 2, CheckState.Successful)]
    [InlineData("fff", 2, CheckState.Failed)]
    [InlineData("fif", 2, CheckState.Inconclusive)]
    public void It_fails_when_failures_exceed_the_limit(string seen, int limit, CheckState expected) => Assert.Equal(expected, Standing(seen, new() { Count = 3, FailureLimit = limit }).State);

    [Fact]
    public void The_next_measurement_follows_after_the_interval_and_sooner_after_an_error()
    {
        var limits = new CheckLimits { Count = 5, Interval = TimeSpan.FromMinutes(5), InitialDelay = TimeSpan.FromSeconds(30) };
        Assert.Equal(Noon.AddSeconds(30), Standing("", limits).NextAt);
        Assert.Equal(Noon.AddMinutes(6), Standing("s", limits).NextAt);
        Assert.Equal(Noon.AddMinutes(1) + CheckRun.AfterError, Standing("e", limits).NextAt);
    }

    [Fact]
    public void A_verification_is_as_bad_as_the_worst_of_it()
    {
        Assert.Equal(CheckState.Successful, Verification.Of([Standing("s", new())], []).State);
        Assert.Equal(CheckState.Inconclusive, Verification.Of([Standing("s", new()), Standing("i", new())], []).State);
        Assert.Equal(CheckState.Error, Verification.Of([Standing("i", new())], [new("canary", CheckState.Error, "down")]).State);
        Assert.Equal(CheckState.Failed, Verification.Of([Standing("f", new()), Standing("", new())], [new("canary", CheckState.Error, "down")]).State);
        Assert.Null(Verification.Of([Standing("s", new()), Standing("", new())], []).State);
        Assert.Equal(CheckState.Inconclusive, Verification.Of([], []).State);
    }

    [Fact]
    public void A_dry_run_neither_fails_nor_holds_anything_up()
    {
        var trial = Standing("f", new()) with { Check = Check(new()) with { Name = "trial", IsDryRun = true } };
        var verdict = Verification.Of([trial, Standing("s", new())], []);
        Assert.Equal((CheckState.Successful, "", 2), (verdict.State, verdict.Why, verdict.Findings.Count));
    }

    [Fact]
    public void The_verdict_says_why_and_the_worst_first()
    {
        var verdict = Verification.Of([Standing("i", new()), Standing("f", new()) with { Check = Check(new()) with { Name = "smoke" } }], [new("events", CheckState.Successful, "none")]);
        Assert.Equal("smoke", verdict.Findings[0].Name);
        Assert.StartsWith("smoke: It failed once.", verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpAspect.Status, "204", "", null)]
    [InlineData(HttpAspect.Status, "2xx", "", null)]
    [InlineData(HttpAspect.Status, "200", "", "the status is 204 and not 200")]
    [InlineData(HttpAspect.BodyContains, "well", "", null)]
    [InlineData(HttpAspect.BodyContains, "bad", "", "the body does not hold \"bad\"")]
    [InlineData(HttpAspect.BodyLacks, "well", "", "the body holds \"well\"")]
    [InlineData(HttpAspect.Header, "2.1.0", "X-Version", null)]
    [InlineData(HttpAspect.Header, "2.0.4", "X-Version", "the header X-Version is \"2.1.0\" and not \"2.0.4\"")]
    [InlineData(HttpAspect.Header, "1", "X-Other", "there is no header X-Other")]
    [InlineData(HttpAspect.WithinMilliseconds, "80", "", null)]
    [InlineData(HttpAspect.WithinMilliseconds, "79", "", "it took 80 ms, and at most 79 are allowed")]
    public void An_answer_is_held_to_what_must_be_true(HttpAspect aspect, string expected, string name, string? breach) => Assert.Equal(breach, new HttpAssertion(aspect, expected, name).Breach(Fine));

    [Fact]
    public void Checks_that_cannot_be_made_are_refused()
    {
        Assert.Null(CheckFault.Of(Check(new())));
        Assert.NotNull(CheckFault.Of(Check(new()) with { Target = new CheckTarget.Http("https://me:secret@example.org", [new(HttpAspect.Status, "200")]) }));
        Assert.NotNull(CheckFault.Of(Check(new()) with { Target = new CheckTarget.Http("https://example.org", []) }));
        Assert.NotNull(CheckFault.Of(Check(new()) with { Target = new CheckTarget.Http("https://example.org", [new(HttpAspect.Status, "6xx")]) }));
        Assert.NotNull(CheckFault.Of(Check(new()) with { Target = new CheckTarget.Script("../../bin/sh", []) }));
        Assert.NotNull(CheckFault.Of(Check(new()) with { Target = new CheckTarget.MonitorThreshold("MON-3", null, null) }));
        Assert.NotNull(CheckFault.Of(Check(new() { Count = 0 })));
    }

    [Fact]
    public void Events_of_the_service_and_of_what_needs_it_count_and_no_others()
    {
        Assert.Equal(CheckState.Successful, Events(Seen("orders-db"), Seen("search"), Seen("checkout", at: -1), Seen("checkout", environment: "staging")));
        Assert.Equal(CheckState.Failed, Events(Seen("checkout")));
        Assert.Equal(CheckState.Failed, Events(Seen("storefront")));
        Assert.Equal(CheckState.Failed, Events(Seen("checkout") with { ClearedAt = Noon.AddMinutes(3) }));
        Assert.Equal(CheckState.Failed, Events(Seen("checkout", environment: "")));
        Assert.Equal(CheckState.Inconclusive, Events(Seen("checkout") with { IsException = false }));
        Assert.Equal(CheckState.Failed, Events(Seen("checkout") with { IsException = false }, Seen("storefront", at: 9)));
    }

    private static CheckState Events(params SeenEvent[] events) => PortalEvents.Judge(events, [new("checkout")], "production-eu", Graph, Noon).State;

    private static SeenEvent Seen(string service, int at = 1, string environment = "production-eu") => new("EVT-7", "Errors", new(service), environment, true, Noon.AddMinutes(at), null);

    private static VerificationCheck Check(CheckLimits limits) => new("health", new CheckTarget.Http("https://example.org/health", [new(HttpAspect.Status, "2xx")]), limits);

    private static CheckStanding Standing(string seen, CheckLimits limits) => CheckRun.Of(Check(limits), [.. seen.Select((letter, at) => new Measurement(Noon.AddMinutes(at + 1), State(letter), "seen"))], Noon);

    private static CheckState State(char letter) => letter switch { 's' => CheckState.Successful, 'i' => CheckState.Inconclusive, 'e' => CheckState.Error, _ => CheckState.Failed };
}
