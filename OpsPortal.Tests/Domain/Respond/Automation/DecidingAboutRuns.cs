using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Respond.Automation;
using static OpsPortal.Tests.Domain.Respond.Automation.Given;

namespace OpsPortal.Tests.Domain.Respond.Automation;

/// <summary>What the guardrails say of a run, from nothing but the run and what went before.</summary>
public sealed class DecidingAboutRuns
{
    private static readonly Guardrails Loose = new() { MaxRuns = 100, MaxTargets = 100, CoolDown = TimeSpan.Zero, LoopRuns = 50 };

    [Fact]
    public void Nothing_stands_in_the_way_of_the_first() => Assert.Equal(Ruling.Go, Decide(new()).Ruling);

    [Fact]
    public void A_target_is_left_alone_for_the_cool_down_and_not_a_moment_longer()
    {
        var rails = new Guardrails { CoolDown = TimeSpan.FromMinutes(5) };
        Assert.Equal("automation.cooling-down", Decide(rails, Earlier(4.99)).Why?.Code);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(5)).Ruling);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(1, target: "search")).Ruling);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(1, acted: false)).Ruling);
    }

    [Fact]
    public void The_rate_limit_counts_what_acted_within_its_window()
    {
        var rails = Loose with { MaxRuns = 2, Within = TimeSpan.FromHours(1) };
        Assert.Equal("automation.rate-limit", Decide(rails, Earlier(10), Earlier(59)).Why?.Code);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(10), Earlier(60)).Ruling);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(10), Earlier(11, acted: false)).Ruling);
    }

    [Fact]
    public void The_blast_radius_counts_targets_not_runs()
    {
        var rails = Loose with { MaxTargets = 2 };
        Assert.Equal("automation.blast-radius", Decide(rails, Earlier(1, "a"), Earlier(2, "b")).Why?.Code);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(1, "a"), Earlier(2, "a"), Earlier(3, "a")).Ruling);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(1, "a"), Earlier(2, "checkout")).Ruling);
    }

    [Fact]
    public void A_person_is_asked_only_where_nothing_else_stands_in_the_way()
    {
        var rails = new Guardrails { NeedsApproval = true };
        Assert.Equal(Ruling.Ask, Decide(rails).Ruling);
        Assert.Equal(Ruling.Refuse, Decide(rails, Earlier(1)).Ruling);
    }

    [Fact]
    public void A_silence_holds_it_back() => Assert.Equal("automation.suppressed", GuardrailDecision.Of(new(), Proposed() with { Suppressed = true }, [], Noon).Why?.Code);

    [Fact]
    public void An_event_that_its_own_action_led_to_is_a_loop_however_long_the_way()
    {
        Assert.Equal((Ruling.Stop, "automation.loop"), Said(GuardrailDecision.Of(new(), Proposed() with { Chain = [new(7)] }, [], Noon)));
        Assert.Equal((Ruling.Stop, "automation.loop"), Said(GuardrailDecision.Of(new(), Proposed() with { Chain = [new(1), new(7), new(3)] }, [], Noon)));
        Assert.Equal(Ruling.Go, GuardrailDecision.Of(new(), Proposed() with { Chain = [new(1), new(3)] }, [], Noon).Ruling);
    }

    [Fact]
    public void Very_many_actions_in_a_row_are_a_loop_even_where_each_is_another() =>
        Assert.Equal(Ruling.Stop, GuardrailDecision.Of(new(), Proposed() with { Chain = [.. Enumerable.Range(20, GuardrailDecision.LongestChain).Select(number => new TriggerNumber(number))] }, [], Noon).Ruling);

    [Fact]
    public void A_cool_down_does_not_hide_a_loop()
    {
        var rails = new Guardrails { LoopRuns = 3, CoolDown = TimeSpan.FromMinutes(10) };
        Assert.Equal(Ruling.Refuse, Decide(rails, Earlier(9), Earlier(6, acted: false)).Ruling);
        Assert.Equal((Ruling.Stop, "automation.loop"), Said(Decide(rails, Earlier(9), Earlier(6, acted: false), Earlier(3, acted: false))));
    }

    [Fact]
    public void What_comes_again_and_again_without_ever_being_acted_on_is_no_loop()
    {
        var rails = new Guardrails { LoopRuns = 2 };
        Assert.NotEqual(Ruling.Stop, Decide(rails, Earlier(3, acted: false), Earlier(2, acted: false), Earlier(1, acted: false)).Ruling);
    }

    [Fact]
    public void One_service_acted_on_again_and_again_is_a_loop_though_each_condition_is_another()
    {
        var rails = Loose with { LoopRuns = 3 };
        Assert.Equal(Ruling.Stop, Decide(rails, Earlier(1, identity: "a"), Earlier(2, identity: "b"), Earlier(3, identity: "c")).Ruling);
        Assert.Equal(Ruling.Go, Decide(rails, Earlier(1, identity: "a"), Earlier(2, identity: "b"), Earlier(16, identity: "c")).Ruling);
    }

    [Fact]
    public void What_was_before_a_restart_is_no_sign_of_a_loop()
    {
        var rails = Loose with { LoopRuns = 1 };
        Assert.Equal(Ruling.Stop, GuardrailDecision.Of(rails, Proposed(), [Earlier(5)], Noon.AddHours(-1)).Ruling);
        Assert.Equal(Ruling.Go, GuardrailDecision.Of(rails, Proposed(), [Earlier(5)], Noon.AddMinutes(-1)).Ruling);
    }

    [Fact]
    public void Whatever_happens_the_limits_hold() => Prop.ForAll(Histories(), story =>
    {
        var (rails, minutes) = story;
        var earlier = new List<EarlierRun>();
        var at = Noon;
        foreach (var (wait, target) in minutes)
        {
            at = at.AddMinutes(wait);
            var run = Proposed() with { At = at, Target = $"t{target}", Identity = $"i{target}" };
            var decision = GuardrailDecision.Of(rails, run, earlier, Noon);
            if (decision.Ruling == Ruling.Stop) break;
            earlier.Add(new(at, run.Target, run.Identity, decision.Ruling is Ruling.Go));
            var acted = earlier.Where(one => one.Acted).ToList();
            var recent = acted.Where(one => at - one.At < rails.Within).ToList();
            var last = acted.Where(one => one.Target == run.Target).Select(one => one.At).OrderDescending().Take(2).ToList();
            if (recent.Count > rails.MaxRuns || recent.Select(one => one.Target).Distinct().Count() > rails.MaxTargets) return false;
            if (last.Count == 2 && last[0] - last[1] < rails.CoolDown) return false;
            if (acted.Count(one => one.Target == run.Target && at - one.At < rails.LoopWithin) > rails.LoopRuns) return false;
            if (earlier.Count(one => one.Identity == run.Identity && at - one.At < rails.LoopWithin) > rails.LoopRuns && earlier.Exists(one => one.Identity == run.Identity && one.Acted && at - one.At < rails.LoopWithin && one.At < at)) return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_the_past_is_told_does_not_matter() => Prop.ForAll(Histories(), story =>
    {
        var (rails, minutes) = story;
        var at = Noon.AddMinutes(-120);
        var earlier = new List<EarlierRun>();
        foreach (var (wait, target) in minutes) earlier.Add(new(at = at.AddMinutes(wait), $"t{target}", $"i{target}", target % 2 == 0));
        var run = Proposed() with { Target = "t0", Identity = "i0" };
        return GuardrailDecision.Of(rails, run, earlier, Noon.AddDays(-1)).Ruling == GuardrailDecision.Of(rails, run, [.. Enumerable.Reverse(earlier)], Noon.AddDays(-1)).Ruling;
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<(Guardrails Rails, List<(int Wait, int Target)> Minutes)> Histories() => (
        from runs in Gen.Choose(1, 6)
        from targets in Gen.Choose(1, 4)
        from within in Gen.Choose(1, 60)
        from coolDown in Gen.Choose(0, 20)
        from loops in Gen.Choose(1, 8)
        from loopWithin in Gen.Choose(1, 40)
        from minutes in Gen.ListOf(from wait in Gen.Choose(0, 12) from target in Gen.Choose(0, 5) select (wait, target))
        select (new Guardrails
        {
            MaxRuns = runs,
            MaxTargets = targets,
            Within = TimeSpan.FromMinutes(within),
            CoolDown = TimeSpan.FromMinutes(coolDown),
            LoopRuns = loops,
            LoopWithin = TimeSpan.FromMinutes(loopWithin),
        }, minutes.ToList())).ToArbitrary();

    private static ProposedRun Proposed() => new(new(7), Noon, "checkout", "disk", Suppressed: false, []);

    private static EarlierRun Earlier(double minutesAgo, string target = "checkout", string identity = "disk", bool acted = true) => new(Noon.AddMinutes(-minutesAgo), target, identity, acted);

    private static GuardrailDecision Decide(Guardrails rails, params EarlierRun[] earlier) => GuardrailDecision.Of(rails, Proposed(), earlier, Noon.AddDays(-1));

    private static (Ruling Ruling, string? Code) Said(GuardrailDecision decision) => (decision.Ruling, decision.Why?.Code);
}
