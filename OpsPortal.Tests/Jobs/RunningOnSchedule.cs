using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Features.People.Demo;
using OpsPortal.Jobs;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Jobs;

/// <summary>The schedule, its register, and who may look at it.</summary>
public sealed class RunningOnSchedule
{
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_job_has_a_name_of_its_own_and_an_interval_a_clock_can_tell() => Assert.All(
        JobSchedule.All.GroupBy(job => job.Name),
        jobs => Assert.True(
            jobs.Count() == 1 && jobs.Single().Every is { TotalSeconds: >= 1 } every && (every < TimeSpan.FromMinutes(1) ? 60 % every.TotalSeconds == 0 : every <= TimeSpan.FromHours(1)), jobs.Key));

    [Fact]
    public void A_job_that_fails_or_does_not_run_is_overdue_and_one_success_mends_it()
    {
        var health = new JobHealth(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), _clock);
        var name = JobSchedule.All[0].Name;
        Assert.True(health.TryStart(name));
        Assert.False(health.TryStart(name));
        _clock.Advance(TimeSpan.FromHours(1));
        health.Failed(name, "no disk", TimeSpan.FromSeconds(1));
        var failed = health.All()[0];
        Assert.Equal((true, "no disk", false), (failed.IsOverdue, failed.LastError, failed.IsRunning));
        Assert.True(health.TryStart(name));
        health.Succeeded(name, TimeSpan.FromSeconds(2));
        Assert.Equal((false, TimeSpan.FromSeconds(2)), (health.All()[0].IsOverdue, health.All()[0].LastDuration));
    }

    [Fact]
    public async Task Its_dashboard_is_for_those_who_manage_jobs_only()
    {
        await using var host = new PortalHost();
        foreach (var (key, status) in new[] { (DemoPeople.EveryScopeKey, 200), (DemoPeople.IntakeKey, 403), ((string?)null, 302) })
        {
            using var client = host.CreateClient(new() { AllowAutoRedirect = false });
            if (key is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            using var answer = await client.GetAsync(new Uri("/admin/jobs", UriKind.Relative), Stopping);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }
}
