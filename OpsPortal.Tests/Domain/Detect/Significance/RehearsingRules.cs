using OpsPortal.Domain.Detect.Significance;
using static OpsPortal.Tests.Domain.Detect.Significance.Given;

namespace OpsPortal.Tests.Domain.Detect.Significance;

/// <summary>Before a rule is saved it is shown what it would have made of the past.</summary>
public sealed class RehearsingRules
{
    private static readonly PastSignal[] Past =
        [.. Enumerable.Range(0, 48).Select(hour => new PastSignal(Noon.AddHours(hour), Record("Failed password", hour % 2 == 0 ? "web-1" : "web-2", at: Noon.AddHours(hour))))];

    [Fact]
    public void A_draft_is_told_by_the_days_and_by_the_signals_it_judges_otherwise()
    {
        var draft = new SignificanceRules([Rule(1, "Failed logins", Filter("failed password"), new(TestKind.Match))]);
        var rehearsal = Rehearsal.Run(SignificanceRules.None, draft, Past);
        Assert.Equal((48, 48), (rehearsal.ChangedCount, rehearsal.After.Sum(day => day.Significant)));
        Assert.Equal(0, rehearsal.Before.Sum(day => day.Significant));
        Assert.Equal([12, 24, 12], rehearsal.After.Select(day => day.Signals));

        // One event a host: each signal comes before the day after the one before it is over.
        Assert.Equal(2, rehearsal.After.Sum(day => day.Events));
    }

    [Fact]
    public void The_same_rules_change_nothing()
    {
        var rehearsal = Rehearsal.Run(SignificanceRules.None, SignificanceRules.None, Past);
        Assert.Equal(0, rehearsal.ChangedCount);
        Assert.Empty(rehearsal.Examples);
        Assert.Equal(rehearsal.Before, rehearsal.After);
    }

    [Fact]
    public void Absence_in_the_past_is_found_at_the_time_it_would_have_been_noticed()
    {
        var draft = new SignificanceRules([Rule(1, "Silent", Filter("backup"), new(TestKind.Absence, TimeSpan.FromHours(2)))]);
        PastSignal[] past = [new(Noon, Record("backup")), new(Noon.AddDays(1), Record("backup"))];
        var rehearsal = Rehearsal.Run(SignificanceRules.None, draft, past);
        Assert.Equal([1, 0], rehearsal.After.Select(day => day.Events));
    }
}
