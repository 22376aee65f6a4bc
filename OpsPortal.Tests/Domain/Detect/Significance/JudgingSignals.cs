using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using static OpsPortal.Tests.Domain.Detect.Significance.Given;

namespace OpsPortal.Tests.Domain.Detect.Significance;

/// <summary>The first rule that holds decides; what no rule speaks of is decided by habit.</summary>
public sealed class JudgingSignals
{
    private readonly SignificanceMemory _memory = new();

    [Fact]
    public void Without_rules_alerts_and_grave_records_are_events_and_the_rest_is_not()
    {
        Assert.True(Judge(SignificanceRules.None, Alert("DiskFull", "none")).IsSignificant);
        Assert.True(Judge(SignificanceRules.None, Record("disk failed", severity: "error")).IsSignificant);
        Assert.False(Judge(SignificanceRules.None, Record("session opened")).IsSignificant);
    }

    [Fact]
    public void The_first_rule_whose_filter_holds_decides()
    {
        var rules = new SignificanceRules([
            Rule(2, "Logins are events", Filter("login")),
            Rule(1, "Robots are not", Filter("login", matchers: "host=~\"robot-.*\""), significant: false),
        ]);
        Assert.Equal("Robots are not", Judge(rules, Record("login of r2d2", "robot-7")).RuleName);
        Assert.Equal("Logins are events", Judge(rules, Record("login of dana")).RuleName);
        Assert.Equal(Habit.Name, Judge(rules, Record("logout of dana")).RuleName);
    }

    [Fact]
    public void A_rule_that_is_switched_off_says_nothing()
    {
        var rule = Rule(1, "Nothing counts", Filter("login"), significant: true);
        rule.Enabled = false;
        Assert.Equal(Habit.Name, Judge(new([rule]), Record("login")).RuleName);
    }

    [Fact]
    public void Repeated_failures_are_an_event_where_a_single_one_is_not()
    {
        var rules = new SignificanceRules([Rule(1, "Failed logins", Filter("failed password"), Count(3, 5, "host"))]);
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(minute => Judge(rules, Record("Failed password for root"), minute).IsSignificant));
        Assert.False(Judge(rules, Record("Failed password for root", "web-2"), 3).IsSignificant);
        Assert.False(Judge(rules, Record("Failed password for root"), 30).IsSignificant);
    }

    [Fact]
    public void Signals_counted_together_become_one_event_of_their_group()
    {
        var rules = new SignificanceRules([Rule(1, "Failed logins", Filter("failed"), Count(1, 5, "host"))]);
        var (first, second) = (Judge(rules, Record("failed for root")).GoesOn, Judge(rules, Record("failed for dana"), 1).GoesOn);
        Assert.Equal(first?.Labels, second?.Labels);
        Assert.Equal(LabelSet.From(("host", "web-1"), ("rule", "Failed logins")), first?.Labels);
        Assert.Equal(SignalKind.State, first?.Kind);
        Assert.True(first?.IsFiring(Noon));
    }

    [Fact]
    public void What_has_not_been_seen_for_long_is_an_event()
    {
        var rules = new SignificanceRules([Rule(1, "New device", Filter("attached"), new(TestKind.FirstSeen, TimeSpan.FromHours(1), By: ["host"]))]);
        Assert.True(Judge(rules, Record("attached")).IsSignificant);
        Assert.False(Judge(rules, Record("attached"), 59).IsSignificant);
        Assert.True(Judge(rules, Record("attached"), 59 + 61).IsSignificant);
    }

    [Fact]
    public void A_sudden_rise_is_an_event_once_it_is_known_what_is_usual()
    {
        var rules = new SignificanceRules([Rule(1, "Timeouts rise", Filter("timeout"), new(TestKind.RateChange, TimeSpan.FromMinutes(10), 10, 3))]);
        var judged = new List<(int Minute, bool Significant)>();
        for (var minute = 0; minute < 60; minute += 2) judged.Add((minute, Judge(rules, Record("timeout"), minute).IsSignificant));
        Assert.DoesNotContain(judged, verdict => verdict.Significant);
        var storm = Enumerable.Range(0, 20).Select(_ => Judge(rules, Record("timeout"), 61)).ToList();
        Assert.False(storm[13].IsSignificant);
        Assert.True(storm[19].IsSignificant);
        Assert.Contains("are usual", storm[19].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_an_event_and_the_next_sign_of_life_ends_it()
    {
        var rules = new SignificanceRules([Rule(1, "Backup silent", Filter("backup done"), new(TestKind.Absence, TimeSpan.FromHours(24), By: ["host"]))]);
        Assert.False(Judge(rules, Record("backup done")).IsSignificant);
        Assert.Empty(rules.Absent(_memory, Noon.AddHours(23)));
        var absence = Assert.Single(rules.Absent(_memory, Noon.AddHours(25)));
        Assert.True(absence.GoesOn?.IsFiring(Noon.AddHours(25)));
        var back = Judge(rules, Record("backup done"), 26 * 60).GoesOn;
        Assert.Equal(absence.GoesOn?.Labels, back?.Labels);
        Assert.False(back?.IsFiring(Noon.AddHours(26)));
        Assert.Null(Judge(rules, Record("backup done"), 27 * 60).GoesOn);
    }

    [Fact]
    public void What_never_came_is_missed_as_well()
    {
        var rules = new SignificanceRules([Rule(1, "No heartbeat", Filter("heartbeat"), new(TestKind.Absence, TimeSpan.FromMinutes(5)))]);
        Assert.Empty(rules.Absent(_memory, Noon));
        Assert.Single(rules.Absent(_memory, Noon.AddMinutes(6)));
    }

    [Fact]
    public void A_rule_that_mutes_a_flood_leaves_the_first_ones_to_the_rules_after_it()
    {
        var rules = new SignificanceRules([Rule(1, "Mute the flood", Filter("error"), Count(3, 10), significant: false), Rule(2, "Errors", Filter("error"))]);
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(_ => Judge(rules, Record("error")).IsSignificant));
    }

    [Fact]
    public void Endless_values_do_not_fill_the_memory()
    {
        var rules = new SignificanceRules([Rule(1, "By request", Filter("slow"), Count(1000, 10, "request"))]);
        for (var request = 0; request < SignificanceMemory.MaxGroups + 10; request++)
        {
            rules.Judge(new("syslog", LabelSet.From(("request", request.ToString(System.Globalization.CultureInfo.InvariantCulture))), LabelSet.Empty, Noon, Noon, true, "") { Kind = SignalKind.Record, Text = "slow" }, _memory, Noon);
        }

        Assert.Equal(SignificanceMemory.MaxGroups, _memory.Count);
        Assert.Equal(SignificanceMemory.MaxGroups, _memory.Forget(rules.ById, Noon.AddMinutes(11)).Count);
    }

    private Verdict Judge(SignificanceRules rules, Signal signal, int minute = 0) => rules.Judge(signal, _memory, Noon.AddMinutes(minute));
}
