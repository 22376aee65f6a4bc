using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OpsPortal.Telemetry;

namespace OpsPortal.Jobs;

/// <summary>What is known of a job's runs since the portal started.</summary>
/// <param name="LastError">What went wrong last, in words; null: nothing has.</param>
/// <param name="IsOverdue">It has not succeeded for several times its interval.</param>
internal sealed record JobRuns(
    string Name,
    TimeSpan Every,
    bool IsRunning,
    DateTimeOffset? LastSucceededAt,
    DateTimeOffset? LastFailedAt,
    string? LastError,
    TimeSpan? LastDuration,
    bool IsOverdue);

/// <summary>The register of how every job does: for health, for metrics, for whoever looks.</summary>
internal sealed class JobHealth : IMeasured
{
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _since;
    private readonly ConcurrentDictionary<string, JobRuns> _jobs;
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _duration;

    public JobHealth(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        _since = clock.GetUtcNow();
        _jobs = new(JobSchedule.All.Select(job => KeyValuePair.Create(job.Name, new JobRuns(job.Name, job.Every, false, null, null, null, null, false))));
        var meter = PortalMeter.Create(meters);
        _runs = meter.CreateCounter<long>("job_runs_total", description: "Runs of recurring jobs, by job and outcome.");
        _duration = meter.CreateHistogram<double>("job_duration_seconds", description: "How long a run of a recurring job took.");
        meter.CreateObservableGauge("job_last_success_timestamp_seconds", LastSuccesses, description: "When a recurring job last succeeded, as Unix time.");
    }

    /// <summary>Every job, in the order of the schedule.</summary>
    public IReadOnlyList<JobRuns> All()
    {
        var now = _clock.GetUtcNow();
        return [.. JobSchedule.All.Select(job => _jobs[job.Name]).Select(runs => runs with { IsOverdue = now - (runs.LastSucceededAt ?? _since) > Patience(runs.Every) })];
    }

    /// <summary>Claims the job for a run. False: it is still running, and this run is not needed.</summary>
    public bool TryStart(string name)
    {
        var runs = _jobs[name];
        return !runs.IsRunning && _jobs.TryUpdate(name, runs with { IsRunning = true }, runs);
    }

    public void Succeeded(string name, TimeSpan took)
    {
        _jobs[name] = _jobs[name] with { IsRunning = false, LastSucceededAt = _clock.GetUtcNow(), LastDuration = took };
        Measure(name, "succeeded", took);
    }

    public void Failed(string name, string error, TimeSpan took)
    {
        _jobs[name] = _jobs[name] with { IsRunning = false, LastFailedAt = _clock.GetUtcNow(), LastError = error, LastDuration = took };
        Measure(name, "failed", took);
    }

    /// <summary>The portal stops; the run ended early and counts neither way.</summary>
    public void Stopped(string name) => _jobs[name] = _jobs[name] with { IsRunning = false };

    private static TimeSpan Patience(TimeSpan every) => (every * 3) + TimeSpan.FromMinutes(1);

    private void Measure(string name, string outcome, TimeSpan took)
    {
        _runs.Add(1, Job(name), new("outcome", outcome));
        _duration.Record(took.TotalSeconds, Job(name));
    }

    private IEnumerable<Measurement<double>> LastSuccesses() =>
        from runs in _jobs.Values
        where runs.LastSucceededAt is not null
        select new Measurement<double>(runs.LastSucceededAt!.Value.ToUnixTimeMilliseconds() / 1000.0, Job(runs.Name));

    private static KeyValuePair<string, object?> Job(string name) => new("job_name", name);
}
