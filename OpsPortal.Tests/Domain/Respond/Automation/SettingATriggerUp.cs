using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using static OpsPortal.Tests.Domain.Respond.Automation.Given;

namespace OpsPortal.Tests.Domain.Respond.Automation;

/// <summary>Which events a trigger speaks of, what it may do, and what is refused before it is saved.</summary>
public sealed class SettingATriggerUp
{
    [Fact]
    public void Everything_that_is_given_must_hold()
    {
        var disk = Event("checkout", Priority.P2, ("host", "db-7"));
        Assert.True(Condition().Holds(disk));
        Assert.True(Condition(source: "alertmanager", service: "checkout", atLeast: Priority.P2, type: EventType.Warning, matchers: ["host=~\"db-.*\"", "alertname=\"DiskFull\""]).Holds(disk));
        Assert.Equal("it concerns checkout, not search", Condition(service: "search").MissedBy(disk));
        Assert.Equal("it is P2, milder than P1", Condition(atLeast: Priority.P1).MissedBy(disk));
        Assert.Equal("it comes from alertmanager, not from syslog", Condition(source: "syslog").MissedBy(disk));
        Assert.Equal("host=\"db-8\" does not hold: host is \"db-7\"", Condition(matchers: ["host=\"db-8\""]).MissedBy(disk));
    }

    [Fact]
    public void One_that_acts_on_everything_asks_first()
    {
        Assert.Equal(AutomationRefusals.HoldsForEverythingCode, Trigger().Check(confirmed: false)?.Code);
        Assert.Null(Trigger().Check(confirmed: true));
    }

    [Theory]
    [InlineData("restart.sh", true)]
    [InlineData("../restart.sh", false)]
    [InlineData("/bin/sh", false)]
    [InlineData("sub/restart.sh", false)]
    [InlineData(".hidden", false)]
    [InlineData("..", false)]
    [InlineData("re start", false)]
    [InlineData("a;b", false)]
    [InlineData("", false)]
    public void A_script_is_named_by_a_file_name_and_nothing_else(string name, bool allowed) =>
        Assert.Equal(allowed, new TriggerAction { Kind = ActionKind.Script, Script = name }.Check() is null);

    [Theory]
    [InlineData("https://hooks.example/a", null)]
    [InlineData("ftp://hooks.example", "automation.invalid-url")]
    [InlineData("hooks.example", "automation.invalid-url")]
    [InlineData("https://user:secret@hooks.example", "automation.invalid-url")]
    public void A_webhook_goes_to_a_plain_address(string url, string? code) => Assert.Equal(code, new TriggerAction { Url = url }.Check()?.Code);

    [Fact]
    public void A_placeholder_that_stands_for_nothing_is_refused_with_those_that_do()
    {
        var why = new TriggerAction { Kind = ActionKind.Script, Script = "a.sh", Arguments = ["{service}", "{hostname}"] }.Check();
        Assert.Equal("automation.invalid-placeholder", why?.Code);
        Assert.Contains("{label.NAME}", why?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_put_in_is_not_read_again()
    {
        var e = Event("{title}", Priority.P1, ("host", "db-7"));
        Assert.Equal("EVT-1042 {title} db-7  Disk is full", Placeholders.Fill("{event} {service} {label.host} {label.nothing} {annotation.summary}", e));
    }

    [Fact]
    public void Guardrails_have_bounds()
    {
        Assert.Equal("automation.invalid-limit", new Guardrails { MaxRuns = 0 }.Check()?.Code);
        Assert.Equal("automation.invalid-window", new Guardrails { LoopWithin = TimeSpan.Zero }.Check()?.Code);
        Assert.Null(new Guardrails { CoolDown = TimeSpan.Zero }.Check());
    }

    [Fact]
    public void An_event_waits_a_minute_at_least() => Assert.Equal("automation.invalid-wait",
        ((Outcome<TriggerCondition>.Refused)TriggerCondition.Create(Occasion.Unacknowledged, TimeSpan.FromSeconds(59), "", "", null, null, [])).Why.Code);

    [Fact]
    public void A_rehearsal_tells_what_each_guardrail_would_have_held_back_and_where_it_would_have_stopped()
    {
        var trigger = Trigger(new() { CoolDown = TimeSpan.FromMinutes(10), LoopRuns = 3, LoopWithin = TimeSpan.FromMinutes(30) });
        var e = Event();
        var past = Enumerable.Range(0, 6).Select(at => (new Happening(e.Number, Occasion.Raised, at, Noon.AddMinutes(at * 2)), e)).ToList();
        var calm = TriggerRehearsal.Run(trigger, past.Take(3));
        Assert.Equal((3, 3, 1, 2, null), (calm.Looked, calm.Matched, calm.Acts, calm.Refused["automation.cooling-down"], calm.StoppedAt));
        Assert.Equal(Noon.AddMinutes(6), TriggerRehearsal.Run(trigger, past).StoppedAt);
    }
}
