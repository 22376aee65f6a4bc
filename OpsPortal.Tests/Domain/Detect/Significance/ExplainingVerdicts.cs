using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using static OpsPortal.Tests.Domain.Detect.Significance.Given;

namespace OpsPortal.Tests.Domain.Detect.Significance;

/// <summary>"Why?" and "why not?" are answered rule by rule, with what would have to be otherwise.</summary>
public sealed class ExplainingVerdicts
{
    [Theory]
    [InlineData("", "alertmanager", null, null, "it comes from syslog, not from alertmanager")]
    [InlineData("", "", SignalKind.State, null, "it is a record, not a state")]
    [InlineData("", "", null, "host=\"db-7\"", "host=\"db-7\" does not hold: host is \"web-1\"")]
    [InlineData("", "", null, "rack=\"3\"", "rack=\"3\" does not hold: it has no label rack")]
    [InlineData("absent", "", null, null, "its text does not contain \"absent\"")]
    public void A_rule_that_says_nothing_names_the_condition_that_does_not_hold(string text, string source, SignalKind? kind, string? matcher, string expected)
    {
        var rules = new SignificanceRules([Rule(1, "Other", Filter(text, source, kind, matchers: matcher is null ? [] : [matcher]))]);
        var said = Assert.Single(rules.Explain(Record("session opened")));
        Assert.Equal((RuleSays.Nothing, expected), (said.Says, said.Words));
    }

    [Fact]
    public void The_rule_that_decides_is_told_from_those_after_it_and_those_switched_off()
    {
        var off = Rule(1, "Off", Filter("session"));
        off.Enabled = false;
        var rules = new SignificanceRules([off, Rule(2, "Decides", Filter("session")), Rule(3, "Late", Filter("opened"))]);
        Assert.Equal([RuleSays.Off, RuleSays.Decides, RuleSays.NotAsked], rules.Explain(Record("session opened")).Select(said => said.Says));
    }

    [Fact]
    public void A_filter_by_expression_is_bounded_in_time()
    {
        Assert.Equal("rule.bad-pattern", SignalFilter.Create("", null, [], "(a)\\1", isPattern: true).Refusal?.Code);
        var filter = Filter("(a+)+$", pattern: true);
        Assert.False(filter.Holds(Record(new string('a', 50_000) + "!")));
    }

    [Fact]
    public void A_rule_that_would_hold_for_everything_asks_first()
    {
        var rule = Rule(1, "All", SignalFilter.Everything);
        Assert.Equal(RuleRefusals.HoldsForEverythingCode, rule.Check(confirmed: false)?.Code);
        Assert.Null(rule.Check(confirmed: true));
    }
}
