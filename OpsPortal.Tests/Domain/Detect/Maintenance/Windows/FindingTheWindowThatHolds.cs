using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using static OpsPortal.Tests.Domain.Detect.Maintenance.Windows.Given;

namespace OpsPortal.Tests.Domain.Detect.Maintenance.Windows;

/// <summary>Which windows hold an event, and when.</summary>
public sealed class FindingTheWindowThatHolds
{
    private static readonly LabelSet Disk = LabelSet.From(("alertname", "DiskFull"), ("env", "Production"), ("team", "shop"));

    [Fact]
    public void All_that_is_given_has_to_hold()
    {
        Assert.True(Holds(new() { Services = [Key("checkout")] }, "checkout"));
        Assert.False(Holds(new() { Services = [Key("checkout")] }, "search"));
        Assert.True(Holds(new() { Environment = "production" }, ""));
        Assert.False(Holds(new() { Environment = "staging" }, ""));
        Assert.True(Holds(new() { Matchers = [Match("team=shop")] }, ""));
        Assert.True(Holds(new() { Services = [Key("checkout")], Environment = "production", Matchers = [Match("alertname=~\"Disk.*\"")] }, "checkout"));
        Assert.False(Holds(new() { Services = [Key("checkout")], Environment = "production", Matchers = [Match("team=desk")] }, "checkout"));
        Assert.False(Holds(new() { Services = [Key("checkout")], Environment = "staging" }, "checkout"));
    }

    [Fact]
    public void The_portals_own_signals_about_windows_are_held_by_none() =>
        Assert.True(Active(Window(Plan(scope: new() { Matchers = [Match("alertname=~\".+\"")] }))).Find(LabelSet.From(("alertname", "MaintenanceOverrun"), (ActiveWindows.OwnLabel, "MW-1")), "").IsNothing);

    [Fact]
    public void Of_several_the_one_that_ends_last_does_it_each_effect_by_itself()
    {
        var hold = Active(
            Window(number: 1), Window(Plan(Schedule(hours: 9)), number: 2),
            Window(Plan(effect: new(EffectKind.Lower, Priority.P4)), number: 3), Window(Plan(effect: new(EffectKind.Tag, Tag: "patch")), number: 4)).Find(Disk, "checkout");
        Assert.Equal((2, 3, 4), (hold.Suppress!.Number.Value, hold.Lower!.Number.Value, hold.Tag!.Number.Value));
    }

    [Fact]
    public void Lowering_never_raises()
    {
        Assert.Equal(Priority.P4, new WindowEffect(EffectKind.Lower, Priority.P4).Apply(Priority.P1));
        Assert.Equal(Priority.P5, new WindowEffect(EffectKind.Lower, Priority.P4).Apply(Priority.P5));
        Assert.Equal(Priority.P3, new WindowEffect(EffectKind.Lower, LowerBy: 2).Apply(Priority.P1));
        Assert.Equal(Priority.P5, new WindowEffect(EffectKind.Lower, LowerBy: 4).Apply(Priority.P3));
    }

    /// <summary>Asked instant by instant, the timetable agrees with asking every window by itself.</summary>
    [Fact]
    public void The_timetable_says_at_every_instant_what_each_window_says_by_itself() => Prop.ForAll(Arb.From(AnyWindows), Arb.From(Gen.Choose(1, 600).ListOf()), (plans, steps) =>
    {
        var windows = plans.Select((plan, at) => Window(Plan(Schedule(plan.Rule, plan.Starts / 60.0, plan.Minutes / 60.0), scope: new() { Services = [Key("checkout")] }), number: at + 1)).ToList();
        var timetable = new WindowTimetable([.. windows.Select(window => new ScopedWindow(window, window.Scope.Services))], Noon);
        var now = Noon;
        foreach (var step in steps)
        {
            now = now.AddMinutes(step);
            var expected = windows.Where(window => window.InForceOrNext(now) is var (start, end) && start <= now && now < end).Select(window => window.Number).Order();
            if (!timetable.At(now).All(Disk, "checkout").Select(window => window.Number).Order().SequenceEqual(expected)) return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void While_nothing_begins_or_ends_the_answer_is_the_same_object()
    {
        var timetable = new WindowTimetable([new(Window(), [Key("checkout")])], Noon);
        var before = timetable.At(Noon);
        Assert.Same(before, timetable.At(Noon.AddMinutes(59)));
        var during = timetable.At(Noon.AddHours(1));
        Assert.NotSame(before, during);
        Assert.Same(during, timetable.At(Noon.AddHours(2.9)));
        Assert.Equal((0, 1, 0), (before.Count, during.Count, timetable.At(Noon.AddHours(3)).Count));
    }

    [Fact]
    public void A_number_names_what_suppresses_an_event_and_no_silence_is_taken_for_one()
    {
        Assert.Equal(new WindowNumber(42), WindowNumber.OfSuppressor(new WindowNumber(42).AsSuppressor));
        Assert.Null(WindowNumber.OfSuppressor(Guid.CreateVersion7(Noon)));
        Assert.Null(WindowNumber.OfSuppressor(null));
    }

    private static readonly Gen<List<(string Rule, int Starts, int Minutes)>> AnyWindows =
        (from rule in Gen.Elements("", "FREQ=DAILY;COUNT=4", "FREQ=DAILY;INTERVAL=2;COUNT=3")
         from starts in Gen.Choose(1, 3000)
         from minutes in Gen.Choose(1, 1400)
         select (rule, starts, minutes)).ListOf();

    private static bool Holds(WindowScope scope, string service) => !Active(Window(Plan(scope: scope))).Find(Disk, service).IsNothing;

    private static ActiveWindows Active(params MaintenanceWindow[] windows) => new([.. windows.Select(window => new ScopedWindow(window, window.Scope.Services))], Noon, DateTimeOffset.MaxValue);
}
