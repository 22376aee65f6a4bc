using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using static OpsPortal.Domain.Improve.Improvements.ImprovementState;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>An improvement from the finding to the measured effect: what is allowed, what is refused, and what is kept.</summary>
public sealed class WorkingAnImprovement
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Dana = new(PersonId.New(Noon), "Dana", "dana@example.org", Permissions.All, "");
    private static readonly Actor Bo = new(PersonId.New(Noon.AddSeconds(1)), "Bo", "bo@example.org", Permissions.All, "");

    private static readonly Finding Noisy = new(ImprovementSource.NoisyRule, "noise:Monitor/MON-7", Noon, new() { Title = "Disk is full is noisy" }, new("Events that nobody worked", "events", MeasureKind.NoiseOfRule, "Monitor/MON-7"));

    [Fact]
    public void Every_arrow_of_the_lifecycle_is_meant() => Assert.Equal(
        ["Proposed>TakenOn", "Proposed>Dismissed", "TakenOn>InProgress", "TakenOn>Done", "TakenOn>Dismissed", "InProgress>Done", "InProgress>Dismissed", "Done>TakenOn", "Dismissed>Proposed"],
        from one in Enum.GetValues<ImprovementState>() from other in Enum.GetValues<ImprovementState>() where ImprovementLifecycle.Allows(one, other) select $"{one}>{other}");

    [Fact]
    public void Whatever_anybody_tries_its_state_its_end_and_its_key_agree_and_a_refusal_changes_nothing() => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 8))), acts =>
    {
        var (one, at, holds) = (Found(), Noon, true);
        foreach (var act in acts)
        {
            at = at.AddHours(1);
            var (state, version, entries) = (one.State, one.Version, one.NewEntries.Count);
            var outcome = Try(one, act, at);
            holds &= outcome.Refusal is null ? one.Version == version + 1 && one.NewEntries.Count == entries + 1 : (one.State, one.Version, one.NewEntries.Count) == (state, version, entries);
            holds &= state == one.State || ImprovementLifecycle.Allows(state, one.State);
            holds &= one.IsOpen == (one.OpenKey == Noisy.Key) && one.IsOpen == (one.EndedAt is null) && (one.State == Done || one.MeasureDueAt is null);
            holds &= one.State is not (TakenOn or InProgress or Done) || one.Owner is not null;
        }

        return holds;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Its_effect_is_measured_over_as_long_a_time_as_before_and_once()
    {
        var one = Found();
        Assert.Null(one.TakeOn(Dana, Noon).Refusal);
        Assert.Null(one.Finish("Threshold raised", Dana, Noon.AddDays(1)).Refusal);
        Assert.Equal(Noon.AddDays(29), one.MeasureDueAt);
        one.MeasureEffect(new(3, Noon.AddDays(1), Noon.AddDays(29), "OpsPortal"), Actor.Portal("OpsPortal"), Noon.AddDays(29));
        one.MeasureEffect(new(99, Noon.AddDays(1), Noon.AddDays(29), "OpsPortal"), Actor.Portal("OpsPortal"), Noon.AddDays(30));
        Assert.Equal((41, 3, true, null), (one.Measure?.Before?.Value, one.Measure?.After?.Value, one.Measure?.IsBetter, one.MeasureDueAt));
        Assert.Null(one.Reopen("It is back", Dana, Noon.AddDays(40)).Refusal);
        Assert.Equal((TakenOn, null, null, "Dana"), (one.State, one.Measure?.After, one.MeasuredAt, one.OwnerName));
    }

    [Fact]
    public void People_measure_what_the_portal_cannot_before_while_it_is_open_and_after_once_it_is_done()
    {
        var one = Entered(new() { Title = "Answer calls sooner", MeasureWhat = "Minutes to the first answer", MeasureUnit = "min" });
        Assert.Null(one.TakeMeasure(new(9, Noon.AddDays(-7), Noon, "Dana"), Dana, Noon).Refusal);
        Assert.Equal("improvement.invalid-period", one.TakeMeasure(new(9, Noon, Noon, "Dana"), Dana, Noon).Refusal?.Code);
        Assert.Equal("improvement.invalid-period", one.TakeMeasure(new(9, Noon, Noon.AddDays(1), "Dana"), Dana, Noon).Refusal?.Code);
        Assert.Equal("improvement.invalid-value", one.TakeMeasure(new(double.NaN, Noon.AddDays(-7), Noon, "Dana"), Dana, Noon).Refusal?.Code);
        one.TakeOn(Dana, Noon);
        one.Finish("", Dana, Noon);
        Assert.Null(one.TakeMeasure(new(12, Noon, Noon.AddDays(7), "Dana"), Dana, Noon.AddDays(8)).Refusal);
        Assert.Equal((9, 12, false), (one.Measure?.Before?.Value, one.Measure?.After?.Value, one.Measure?.IsBetter));
        Assert.Equal("improvement.measured-by-portal", Found().TakeMeasure(new(1, Noon.AddDays(-1), Noon, "Dana"), Dana, Noon).Refusal?.Code);
        Assert.Equal("improvement.nothing-measured", Entered(new() { Title = "x" }).TakeMeasure(new(1, Noon.AddDays(-1), Noon, "Dana"), Dana, Noon).Refusal?.Code);
    }

    [Fact]
    public void It_is_a_persons_and_goes_over_to_another()
    {
        var one = Found();
        Assert.Equal("improvement.not-a-person", one.TakeOn(Actor.Portal("OpsPortal"), Noon).Refusal?.Code);
        Assert.Null(one.TakeOn(Dana, Noon).Refusal);
        Assert.Equal("improvement.owned-already", one.TakeOn(Dana, Noon).Refusal?.Code);
        one.Start(Dana, Noon);
        Assert.Null(one.TakeOn(Bo, Noon).Refusal);
        Assert.Equal((InProgress, "Bo"), (one.State, one.OwnerName));
    }

    [Theory]
    [InlineData("/incidents/INC-7", null)]
    [InlineData("https://example.org/report", null)]
    [InlineData("", null)]
    [InlineData("javascript:alert(1)", "improvement.invalid-link")]
    [InlineData("//example.org", "improvement.invalid-link")]
    [InlineData("incidents", "improvement.invalid-link")]
    public void Its_evidence_is_a_page_or_an_address_that_is_safe_to_open(string link, string? code) => Assert.Equal(code, new ImprovementDraft { Title = "x", Evidence = link }.Fault()?.Code);

    private static Outcome<Improvement> Try(Improvement one, int act, DateTimeOffset at) => act switch
    {
        0 => one.TakeOn(Dana, at),
        1 => one.TakeOn(Bo, at),
        2 => one.Start(Dana, at),
        3 => one.Finish("", Dana, at),
        4 => one.Dismiss("no need", Dana, at),
        5 => one.Dismiss(" ", Dana, at),
        6 => one.Reopen("again", Dana, at),
        7 => one.Edit(new() { Title = "Another" }, Dana, at),
        _ => one.Comment("hm", Dana, at),
    };

    private static Improvement Found() => Must(Improvement.Enter(new(1), Noisy, new(41, Noon.AddDays(-28), Noon, "OpsPortal"), Actor.Portal("OpsPortal"), Noon));

    private static Improvement Entered(ImprovementDraft draft) => Must(Improvement.Enter(new(1), draft, Dana, Noon));

    private static Improvement Must(Outcome<Improvement> outcome) => Assert.IsType<Outcome<Improvement>.Done>(outcome).Value;
}
