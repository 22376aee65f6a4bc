using OpsPortal.Domain.Improve.Dora;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>The five metrics of DORA, each with an answer computed by hand.</summary>
public sealed class MeasuringDeployments
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Two weeks, eight deployments. Failed: 2 rolled back (after 1 h), 3 hotfixed by 4 (6 h later), 5 given up (recovered by 6 after 10 h from its start),
    /// 7 linked to an incident. 8 is fine. So 4 of 8; 4 is the one rework.
    /// </summary>
    [Fact]
    public void Each_is_what_a_person_would_compute()
    {
        var facts = DoraMetrics.WithHotfixes(
        [
            At(0) with { Reference = "1", WrittenAt = Monday.AddHours(-10) },
            At(24) with { Reference = "2", IsRolledBack = true, StartedAt = Monday.AddHours(23), RecoveredAt = Monday.AddHours(24) },
            At(48) with { Reference = "3", WrittenAt = Monday.AddHours(28), RecoveredAt = Monday.AddHours(54) },
            At(54) with { Reference = "4", IsHotfix = true, IsRework = true, WrittenAt = Monday.AddHours(53) },
            At(100) with { Reference = "5", IsFailed = true, StartedAt = Monday.AddHours(99), RecoveredAt = Monday.AddHours(109) },
            At(109) with { Reference = "6" },
            At(150) with { Reference = "7", Link = IncidentLink.Explicit, RecoveredAt = Monday.AddHours(152) },
            At(200) with { Reference = "8" },
        ]);
        var metrics = DoraMetrics.Of([.. facts], TimeSpan.FromDays(14));
        Assert.Equal(["2", "3", "5", "7"], facts.Where(one => one.CountsAsFailed).Select(one => one.Reference));
        Assert.Equal([FailureCause.RolledBack, FailureCause.Hotfixed, FailureCause.Failed, FailureCause.Incident], facts.Where(one => one.CountsAsFailed).Select(one => one.Cause));
        Assert.Equal((8, 4.0, 0.5, 0.125), (metrics.Deployments, metrics.PerWeek, metrics.Failed.Value, metrics.Rework.Value));

        // Lead times 10, 20 and 1 h: the median is 10. Recoveries 1, 6, 10 and 2 h: the median lies between 2 and 6.
        Assert.Equal((3, TimeSpan.FromHours(10)), (metrics.LeadTime.Count, metrics.LeadTime.Median));
        Assert.Equal((4, TimeSpan.FromHours(4), 0), (metrics.Recovery.Count, metrics.Recovery.Median, metrics.NotRecovered));
    }

    [Fact]
    public void Nothing_deployed_is_nothing_known_but_the_frequency()
    {
        var metrics = DoraMetrics.Of([], TimeSpan.FromDays(7));
        Assert.Equal((0, 0.0), (metrics.Deployments, metrics.PerWeek));
        Assert.Null(metrics.Failed.Value);
        Assert.Null(metrics.Rework.Value);
        Assert.Null(metrics.LeadTime.Median);
        Assert.Null(metrics.Recovery.Median);
    }

    [Fact]
    public void A_hotfix_repairs_the_last_before_it_of_the_same_service_within_a_day()
    {
        var facts = DoraMetrics.WithHotfixes(
        [
            At(0) with { Reference = "other", Services = ["search"] }, At(1) with { Reference = "earlier" }, At(2) with { Reference = "broken" }, At(3) with { Reference = "fix", IsHotfix = true },
            At(100) with { Reference = "old" }, At(130) with { Reference = "late fix", IsHotfix = true },
        ]);
        Assert.Equal(["broken"], facts.Where(one => one.IsHotfixed).Select(one => one.Reference));
    }

    [Fact]
    public void A_failure_of_which_no_recovery_is_known_is_told_apart()
    {
        var metrics = DoraMetrics.Of([At(0) with { Link = IncidentLink.Inferred }], TimeSpan.FromDays(7));
        Assert.Equal((1L, 1, 0L), (metrics.Failed.Part, metrics.NotRecovered, metrics.Recovery.Count));
    }

    private static DeploymentFacts At(double hours) => new("", ["checkout"], "canary", false, false, false, false, Monday.AddHours(hours), Monday.AddHours(hours), null, null);
}
