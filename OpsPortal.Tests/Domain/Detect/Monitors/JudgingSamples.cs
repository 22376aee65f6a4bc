using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Tests.Domain.Detect.Monitors;

/// <summary>The one state machine behind live evaluation and back-test.</summary>
public sealed class JudgingSamples
{
    private const long Start = 1_790_000_000_000;
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(2);

    private static readonly Threshold Ladder = new(
        [new(MonitorSeverity.Warning, Side.Above, 80, 75), new(MonitorSeverity.Critical, Side.Above, 95, 90)], TimeSpan.FromSeconds(60), MissingPolicy.Ok, Silent);

    /// <summary>Samples at irregular distances, now and then with a silence, around the levels.</summary>
    private static readonly Gen<Sample[]> Samples =
        from steps in Gen.Elements(15_000, 30_000, 7_000, 400_000).ListOf(60)
        from values in Gen.Choose(60, 110).ListOf(60)
        select steps.Zip(values).Aggregate(new List<Sample>(), (so, next) =>
        {
            so.Add(new((so.Count == 0 ? Start : so[^1].At) + next.First, next.Second));
            return so;
        }).ToArray();

    private static readonly Gen<Threshold> Thresholds =
        from hold in Gen.Elements(0, 30, 90)
        from policy in Gen.Elements(MissingPolicy.Ok, MissingPolicy.Alert, MissingPolicy.Keep)
        from scheduled in Gen.Elements(true, false)
        from reading in Gen.Elements(Reading.Value, Reading.Rate)
        select Ladder with
        {
            For = TimeSpan.FromSeconds(hold),
            NoData = policy,
            Reading = reading,
            Schedule = scheduled ? new("Europe/Berlin", [], new(8, 0), new(8, 30)) : null,
        };

    [Fact]
    public void Gives_the_same_turns_whether_samples_come_one_by_one_or_all_at_once() =>
        Prop.ForAll(Arb.From(Samples), Arb.From(Thresholds), (samples, threshold) =>
        {
            var end = samples[^1].At + 1_000_000;
            var (atOnce, turnsAtOnce) = ThresholdEvaluator.Evaluate(threshold, ThresholdState.New, samples, end);
            var (state, turns) = (ThresholdState.New, new List<Turn>());
            foreach (var sample in samples)
            {
                // Between two evaluations the state goes through the database as text.
                var (next, more) = ThresholdEvaluator.Evaluate(threshold, ThresholdState.Parse(state.ToString()), [sample], sample.At + 3_000);
                (state, turns) = (next, [.. turns, .. more]);
            }

            var (last, rest) = ThresholdEvaluator.Evaluate(threshold, state, [], end);
            Assert.Equal(turnsAtOnce, [.. turns, .. rest]);
            Assert.Equal(atOnce.ToString(), last.ToString());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_fires_before_every_sample_was_beyond_the_level_for_as_long_as_it_must() =>
        Prop.ForAll(Arb.From(Samples), samples =>
        {
            var (_, turns) = ThresholdEvaluator.Evaluate(Ladder, ThresholdState.New, samples, samples[^1].At);
            foreach (var turn in turns.Where(turn => turn.To == Phase.Firing && turn.From != Phase.Firing))
            {
                var before = samples.Where(sample => sample.At <= turn.At && sample.At > turn.At - 60_000).ToList();
                Assert.All(before, sample => Assert.True(sample.Value > 80));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Goes_on_firing_until_the_value_is_back_at_the_clear_level() =>
        Prop.ForAll(Arb.From(Samples), samples =>
        {
            var keep = Ladder with { NoData = MissingPolicy.Keep };
            var (_, turns) = ThresholdEvaluator.Evaluate(keep, ThresholdState.New, samples, samples[^1].At);
            Assert.All(turns.Where(turn => turn.From == Phase.Firing && turn.To != Phase.Firing), turn => Assert.True(turn.Value <= 75));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Climbs_the_ladder_and_comes_down_again()
    {
        var (_, turns) = Run(Ladder with { For = TimeSpan.Zero }, 70, 85, 96, 92, 89, 74);
        Assert.Equal([(Phase.Ok, null), (Phase.Firing, MonitorSeverity.Warning), (Phase.Firing, MonitorSeverity.Critical), (Phase.Firing, MonitorSeverity.Warning), (Phase.Ok, (MonitorSeverity?)null)],
            turns.Select(turn => (turn.To, turn.Severity)));
        Assert.Equal(96, turns[^1].Peak);
    }

    [Fact]
    public void Takes_the_lower_side_as_well()
    {
        var (state, turns) = Run(Ladder with { Levels = [new(MonitorSeverity.Critical, Side.Below, 1)], For = TimeSpan.Zero }, 1, 0, 0, 1);
        Assert.Equal([Phase.Ok, Phase.Firing, Phase.Ok], turns.Select(turn => turn.To));
        Assert.Equal(Phase.Ok, state.Phase);
    }

    [Fact]
    public void Fires_with_the_mildest_severity_when_silence_is_alerted()
    {
        var samples = new[] { new Sample(Start, 10) };
        var (state, turns) = ThresholdEvaluator.Evaluate(Ladder with { NoData = MissingPolicy.Alert }, ThresholdState.New, samples, Start + 600_000);
        Assert.Equal((Phase.NoData, MonitorSeverity.Warning, Start + 120_000), (state.Phase, turns[^1].Severity, turns[^1].At));
    }

    [Fact]
    public void Keeps_what_was_when_silence_says_nothing()
    {
        var (state, _) = Run(Ladder with { For = TimeSpan.Zero, NoData = MissingPolicy.Keep }, 99);
        Assert.Equal(Phase.Firing, ThresholdEvaluator.Evaluate(Ladder with { NoData = MissingPolicy.Keep }, state, [], Start + 86_400_000).State.Phase);
    }

    [Fact]
    public void Reads_a_counter_as_growth_per_second_and_a_fall_as_a_new_beginning()
    {
        var threshold = Ladder with { For = TimeSpan.Zero, Reading = Reading.Rate, Levels = [new(MonitorSeverity.Warning, Side.Above, 1)] };
        Assert.Equal(2, Run(threshold, 100, 130).State.Value);
        Assert.Equal(1, Run(threshold, 100, 130, 15).State.Value);
    }

    [Fact]
    public void Clears_at_the_end_of_the_hours_and_begins_afresh_after_them()
    {
        var threshold = Ladder with { For = TimeSpan.Zero, NoData = MissingPolicy.Keep, Schedule = new("UTC", [], new(8, 0), new(17, 0)) };
        var evening = new DateTimeOffset(2026, 3, 2, 16, 59, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var (_, turns) = ThresholdEvaluator.Evaluate(threshold, ThresholdState.New, [new(evening, 99), new(evening + 15 * 3_600_000, 99), new(evening + 16 * 3_600_000, 99)], evening + 16 * 3_600_000);
        Assert.Equal([Phase.Firing, Phase.Off, Phase.Ok, Phase.Firing], turns.Select(turn => turn.To));
        Assert.Equal(evening + 60_000, turns[1].At);
    }

    private static (ThresholdState State, IReadOnlyList<Turn> Turns) Run(Threshold threshold, params double[] values)
    {
        var samples = values.Select((value, at) => new Sample(Start + (at * 15_000), value)).ToArray();
        return ThresholdEvaluator.Evaluate(threshold, ThresholdState.New, samples, samples[^1].At);
    }
}
