using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Tests.Domain.Detect.Monitors;

public sealed class BackTestingAThreshold
{
    private const long Start = 1_790_000_000_000;
    private const long Minute = 60_000;
    private static readonly Threshold At80 = new([new(MonitorSeverity.Warning, Side.Above, 80)], TimeSpan.Zero, MissingPolicy.Keep, TimeSpan.FromHours(1));

    /// <summary>Three times above 80: at minute 10 up to 99 (worked on), at 30 up to 82 and at 50 up to 83 (nobody cared).</summary>
    private static readonly Sample[] Day = [.. Enumerable.Range(0, 70).Select(minute => new Sample(Start + (minute * Minute), minute switch { >= 10 and < 16 => 99, >= 30 and < 32 => 82, >= 50 and < 52 => 83, _ => 50 }))];

    private static readonly WorkedTime[] Worked = [new("EVT-1", "Slow", Start + (12 * Minute), Start + (20 * Minute))];

    [Fact]
    public void Counts_firings_their_length_and_what_they_fell_together_with()
    {
        var verdict = Run(At80);
        Assert.Equal((3, TimeSpan.FromMinutes(10), 1, 1, 2), (verdict.Firings, verdict.Duration, verdict.Overlapping, verdict.WorkedSeen, verdict.Noise));
    }

    [Fact]
    public void Shows_what_a_higher_level_would_have_left_out() =>
        Assert.Equal((1, 0), (Run(At80 with { Levels = [new(MonitorSeverity.Warning, Side.Above, 90)] }) is var verdict ? verdict.Firings : 0, verdict.Noise));

    [Fact]
    public void Cuts_off_what_still_fires_at_the_end()
    {
        var test = new BackTest(At80);
        var run = test.Begin("a");
        run.Feed([new(Start, 99)]);
        run.End(Start + Minute);
        var firing = Assert.Single(test.Judge([]).Series[0].Firings);
        Assert.Equal((false, TimeSpan.FromMinutes(1)), (firing.Ended, firing.Duration));
    }

    [Fact]
    public void Advises_a_level_that_keeps_what_was_worked_on_and_drops_the_noise()
    {
        PastFiring[] past = [Past(99, true), Past(97, true), Past(82, false), Past(83, false), Past(98, false)];
        var advice = TuningAdvice.From(past, At80.Levels[0], TimeSpan.Zero);
        Assert.InRange(advice.Level!.Value, 88, 96.9);
        Assert.Equal((2, 3, 2), (advice.Worked, advice.Noise, advice.LevelDrops));
    }

    [Fact]
    public void Advises_nothing_from_too_little() => Assert.Null(TuningAdvice.From([Past(99, true), Past(82, false)], At80.Levels[0], TimeSpan.Zero).Level);

    [Fact]
    public void Never_advises_a_level_that_would_have_missed_what_was_worked_on()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var chance = new Random(seed);
            PastFiring[] past = [.. Enumerable.Range(0, 12).Select(_ => Past(80 + (chance.NextDouble() * 20), chance.Next(3) == 0))];
            if (TuningAdvice.From(past, At80.Levels[0], TimeSpan.Zero).Level is not { } level) continue;
            Assert.All(past.Where(firing => firing.Worked), firing => Assert.True(firing.Firing.Peak > level));
            Assert.True(level > 80);
        }
    }

    private static PastFiring Past(double peak, bool worked) => new(new(Start, Start + Minute, MonitorSeverity.Warning, peak, true), worked);

    private static BackTestVerdict Run(Threshold threshold)
    {
        var test = new BackTest(threshold);
        var run = test.Begin("db-7");
        run.Feed(Day);
        run.End(Day[^1].At);
        return test.Judge(Worked);
    }
}
