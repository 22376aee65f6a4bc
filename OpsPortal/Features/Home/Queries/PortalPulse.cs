using System.Globalization;
using OpsPortal.Jobs;
using OpsPortal.Telemetry;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Home.Queries;

/// <summary>How the portal itself does, in sentences.</summary>
/// <param name="Calm">Nothing needs looking at.</param>
public sealed record Pulse(string Sentence, bool Calm);

/// <summary>Tells how intake and jobs do.</summary>
public sealed class PortalPulse
{
    private readonly IntakeMetrics _intake;
    private readonly JobHealth _jobs;
    private readonly TimeProvider _clock;

    internal PortalPulse(IntakeMetrics intake, JobHealth jobs, TimeProvider clock) => (_intake, _jobs, _clock) = (intake, jobs, clock);

    public IntakeHealth Intake() => _intake.Health();

    public Pulse IntakeSentence()
    {
        var (health, now) = (_intake.Health(), _clock.GetUtcNow());
        if (health.StandsStill(now)) return new($"Signals wait and nothing is stored: {health.Waiting} senders are held. See the log and the database.", Calm: false);
        if (health.Sources.MaxBy(source => source.LastSignalAt) is { } last)
            return new($"Signals are being taken: last one {Spans.Relative(last.LastSignalAt, now)} from {last.Source}.", Calm: true);
        return new($"The portal is ready to take signals; none has come since it started {Spans.Relative(health.Since, now)}.", Calm: true);
    }

    public Pulse JobsSentence()
    {
        var jobs = _jobs.All();
        if (jobs.FirstOrDefault(job => job.IsOverdue) is { } late)
        {
            return new(late.LastError is null ? $"The job {late.Name} is overdue." : $"The job {late.Name} is overdue. It failed last with: {late.LastError}", Calm: false);
        }

        return new(string.Create(CultureInfo.InvariantCulture, $"All {jobs.Count} recurring jobs run on time."), Calm: true);
    }
}
