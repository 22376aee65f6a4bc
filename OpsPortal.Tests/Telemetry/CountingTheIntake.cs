using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Telemetry;

namespace OpsPortal.Tests.Telemetry;

/// <summary>What people are told of the intake.</summary>
public sealed class CountingTheIntake
{
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly IntakeMetrics _intake;

    public CountingTheIntake() => _intake = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), _clock);

    [Fact]
    public void Signals_of_the_last_minute_are_counted_and_older_ones_forgotten()
    {
        _intake.Taken("alertmanager", 5);
        _clock.Advance(TimeSpan.FromSeconds(40));
        _intake.Taken("alertmanager", 7);
        Assert.Equal(12, _intake.Health().SignalsLastMinute);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(7, _intake.Health().SignalsLastMinute);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _intake.Health().SignalsLastMinute);
    }

    [Fact]
    public void An_intake_stands_still_only_when_somebody_has_waited_long_without_a_commit()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        _intake.Waiting(1);
        Assert.False(_intake.Health().StandsStill(_clock.GetUtcNow()));
        _clock.Advance(TimeSpan.FromSeconds(16));
        Assert.True(_intake.Health().StandsStill(_clock.GetUtcNow()));
        _intake.Committed(10, TimeSpan.FromMilliseconds(3));
        Assert.False(_intake.Health().StandsStill(_clock.GetUtcNow()));
        _intake.Waiting(0);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(_intake.Health().StandsStill(_clock.GetUtcNow()));
    }

    [Fact]
    public void Many_sources_do_not_make_many_series()
    {
        for (var i = 0; i < 1000; i++) _intake.Taken(FormattableString.Invariant($"source-{i}"), 1);
        Assert.InRange(_intake.Health().Sources.Count, 1, 60);
        Assert.Contains(_intake.Health().Sources, source => source.Source == "other");
    }
}
