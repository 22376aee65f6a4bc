using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;

namespace OpsPortal.Tests.Domain.Respond.Problems;

/// <summary>What is worth a person's look: what recurs, what rises, what makes the load; and what is not.</summary>
public sealed class FindingProblems
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly ProposalThresholds Usual = ProposalThresholds.Usual;

    [Fact]
    public void Five_recurrences_within_a_month_are_one_and_four_are_none()
    {
        var proposal = ProblemProposals.Look(DaysAgo(25, 20, 15, 9, 3), 1000, Usual, Now);
        Assert.Equal(["It came back 5 times within 30 days, last on 28 Mar."], proposal?.Grounds);
        Assert.Null(ProblemProposals.Look(DaysAgo(25, 20, 15, 9), 1000, Usual, Now));
        Assert.Null(ProblemProposals.Look(DaysAgo(45, 40, 35, 9, 3), 1000, Usual, Now));
    }

    [Fact]
    public void One_bad_day_is_none_however_often_it_fired()
    {
        var day = Enumerable.Range(0, 8).Select(hour => new OccurrencesAt(Now.AddDays(-2).AddHours(-hour), 1)).ToList();
        Assert.Null(ProblemProposals.Look([.. day], 8, Usual with { LeastShareEvents = 1 }, new(2026, 3, 29, 23, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void What_fires_in_a_burst_has_come_back_once()
    {
        var burst = Enumerable.Range(0, 20).Select(minute => new OccurrencesAt(Now.AddDays(-5).AddMinutes(minute * 3), 1));
        Assert.Single(Bouts.Of(burst, Usual.BoutGap));
        Assert.Equal(2, Bouts.Of([new(Now, 1), new(Now.AddMinutes(31), 1)], Usual.BoutGap).Count);
        Assert.Single(Bouts.Of([new(Now.AddMinutes(30), 1), new(Now, 1)], Usual.BoutGap));
    }

    [Fact]
    public void A_clear_rise_is_one_before_there_are_five()
    {
        var strict = Usual with { LeastRecurrences = 100 };
        var proposal = ProblemProposals.Look(DaysAgo(20, 6, 5, 4, 3, 2, 1), 1000, strict, Now);
        Assert.Equal(["It comes more often: 6 times in the last 7 days, 19.7 times as often as in the 23 days before."], proposal?.Grounds);
        Assert.StartsWith("It comes more often: 5 times in the last 7 days; never in the 23 days before", ProblemProposals.Look(DaysAgo(5, 4, 3, 2, 1), 1000, strict with { RiseSignificance = 0.01 }, Now)?.Grounds[0], StringComparison.Ordinal);
        Assert.Null(ProblemProposals.Look(DaysAgo(28, 24, 20, 16, 12, 8, 4, 1), 1000, strict, Now));
        Assert.Null(ProblemProposals.Look(DaysAgo(20, 3, 1), 1000, strict, Now));
    }

    [Fact]
    public void A_large_part_of_all_events_is_one_once_it_recurs()
    {
        OccurrencesAt[] twice = [new(Now.AddDays(-9), 30), new(Now.AddDays(-2), 30)];
        Assert.Equal(["It made 60 of 240 events within 30 days, 25 % of the load."], ProblemProposals.Look(twice, 240, Usual, Now)?.Grounds);
        Assert.Null(ProblemProposals.Look(twice, 400, Usual, Now));
        Assert.Null(ProblemProposals.Look([new(Now.AddDays(-2), 60)], 240, Usual, Now));
    }

    [Fact]
    public void What_was_dismissed_has_grown_only_when_it_is_clear()
    {
        var dismissed = Now.AddDays(-10);
        OccurrencesAt[] before = [.. DaysAgo(38, 32, 26, 20, 12)];
        Assert.False(ProblemProposals.HasGrown([.. before, .. DaysAgo(8, 3)], Usual, dismissed, Now));
        Assert.True(ProblemProposals.HasGrown([.. before, .. DaysAgo(9, 8, 7, 6, 5, 4, 3, 2, 1, 0.5)], Usual, dismissed, Now));
        Assert.False(ProblemProposals.HasGrown(before, Usual, dismissed, dismissed));
    }

    [Theory]
    [InlineData("DiskFull", null, "Disk of db-7 is full", "DiskFull")]
    [InlineData("", "Failed logins", "5 failed logins", "Failed logins")]
    [InlineData("", null, "Job 4711 failed after 30 s", "Job # failed after # s")]
    [InlineData("", null, "", "")]
    public void A_pattern_is_the_alert_else_the_rule_else_the_shape_of_the_title(string alert, string? rule, string title, string what)
    {
        var labels = alert.Length > 0 ? LabelSet.From(("alertname", alert), ("instance", "db-7")) : LabelSet.From(("severity", "critical"));
        Assert.Equal(new ProblemPattern(what, "shop"), ProblemPattern.Of(labels, rule, title, "shop"));
        Assert.Equal(what.Length == 0, ProblemPattern.Of(labels, rule, title, "shop").IsNone);
    }

    [Fact]
    public void The_host_is_no_part_of_a_pattern() => Assert.Equal(
        ProblemPattern.Of(LabelSet.From(("alertname", "DiskFull"), ("instance", "db-7")), null, "a", "shop"), ProblemPattern.Of(LabelSet.From(("alertname", "DiskFull"), ("instance", "db-8")), null, "b", "shop"));

    [Fact]
    public void A_narrowed_pattern_recognises_what_bears_each_of_its_labels_with_that_value()
    {
        var kind = new ProblemPattern("DiskFull", "shop");
        var narrowed = Assert.IsType<Outcome<ProblemPattern>.Done>(kind.By([new("mount", "/var"), new(" instance ", "db-7 ")])).Value;
        Assert.True(narrowed.Recognises(LabelSet.From(("alertname", "DiskFull"), ("instance", "db-7"), ("mount", "/var"))));
        Assert.False(narrowed.Recognises(LabelSet.From(("instance", "db-7"))));
        Assert.False(narrowed.Recognises(LabelSet.From(("instance", "db-70"), ("mount", "/var"))));
        Assert.True(kind.Recognises(LabelSet.Empty));
        Assert.Equal("DiskFull on shop with instance = db-7 and mount = /var", narrowed.ToString());
        Assert.Equal((kind, "", true), (narrowed.Kind, kind.Key, narrowed.IsNarrowed));
        Assert.NotEqual(kind, narrowed);
        Assert.Equal(narrowed, Assert.IsType<Outcome<ProblemPattern>.Done>(kind.By([new("instance", "db-7"), new("mount", "/var")])).Value);
        Assert.Equal(kind, Assert.IsType<Outcome<ProblemPattern>.Done>(narrowed.By([])).Value);
    }

    [Theory]
    [InlineData("problem.invalid-labels", "instance")]
    [InlineData("problem.invalid-labels", "=db-7")]
    [InlineData("problem.invalid-labels", "a=1", "a=2")]
    [InlineData("problem.invalid-labels", "a=1", "b=1", "c=1", "d=1", "e=1", "f=1")]
    public void Labels_that_say_nothing_or_contradict_each_other_are_refused(string code, params string[] labels) =>
        Assert.Equal(code, new ProblemPattern("DiskFull", "").By([.. labels.Select(label => label.Split('=')).Select(parts => new Label(parts[0], parts.ElementAtOrDefault(1) ?? ""))]).Refusal?.Code);

    [Fact]
    public void Labels_alone_are_no_pattern() => Assert.Equal("problem.invalid-pattern", ProblemPattern.None.By([new("instance", "db-7")]).Refusal?.Code);

    private static OccurrencesAt[] DaysAgo(params double[] days) => [.. days.Select(day => new OccurrencesAt(Now.AddDays(-day), 1))];
}
