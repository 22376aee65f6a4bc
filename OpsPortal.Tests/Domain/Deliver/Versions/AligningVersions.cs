using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Tests.Deliver;

namespace OpsPortal.Tests.Domain.Deliver.Versions;

/// <summary>What was approved, deployed and seen, side by side.</summary>
public sealed class AligningVersions
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly ComponentVersion Other = Scene.Api with { Version = "2.2.0", Commit = "", Digest = "" };

    [Fact]
    public void What_is_seen_as_deployed_is_aligned() => Assert.Equal((Alignment.Aligned, null), Found(Noon.AddHours(5), Seen(Scene.Api, 1, 300)));

    [Fact]
    public void Commit_and_artifact_count_where_they_were_seen()
    {
        Assert.Equal(Alignment.Aligned, Found(Noon.AddHours(5), Seen(Scene.Api with { Commit = "", Digest = "" }, 1, 300)).Alignment);
        Assert.Equal(Alignment.Differs, Found(Noon.AddHours(5), Seen(Scene.Api with { Commit = "fedcba9876543210" }, 1, 300)).Alignment);
    }

    [Theory]
    [InlineData(15, Alignment.Settling)]
    [InlineData(16, Alignment.Differs)]
    public void A_difference_counts_after_a_quiet_period(int minutes, Alignment expected) => Assert.Equal((expected, Noon.AddMinutes(60)), Found(Noon.AddMinutes(60 + minutes), Seen(Other, 60, 60 + minutes)));

    [Fact]
    public void After_a_deployment_the_quiet_period_begins_with_it()
    {
        var earlier = Scene.Api with { Version = "2.0.4", Commit = "", Digest = "" };
        Assert.Equal((Alignment.Settling, Noon), Found(Noon.AddMinutes(10), Seen(earlier, -5000, 10)));
        Assert.Equal((Alignment.Differs, Noon), Found(Noon.AddMinutes(20), Seen(earlier, -5000, 20)));
    }

    [Fact]
    public void While_a_deployment_goes_on_a_difference_is_on_its_way() =>
        Assert.Equal(Alignment.Settling, Assert.Single(VersionMatrix.Of([], [Deployed], [Seen(Other, 60, 500)], [(Scene.Api.Name, "Production-EU")], VersionTerms.Default, Noon.AddMinutes(500))).Alignment);

    [Fact]
    public void The_last_word_of_each_source_counts_and_what_is_old_tells_nothing()
    {
        Assert.Equal(Alignment.Aligned, Found(Noon.AddHours(5), Seen(Other, 1, 10), Seen(Scene.Api, 11, 300)).Alignment);
        Assert.Equal(Alignment.Differs, Found(Noon.AddHours(5), Seen(Other, 1, 200, "agent"), Seen(Scene.Api, 11, 300)).Alignment);
        Assert.Equal(Alignment.Unknown, Found(Noon.AddDays(3), Seen(Scene.Api, 11, 300)).Alignment);
    }

    [Fact]
    public void Where_the_portal_deployed_nothing_whatever_is_seen_differs_and_is_rogue()
    {
        var cell = Assert.Single(VersionMatrix.Of([], [], [Seen(Other, 0, 60)], [], VersionTerms.Default, Noon.AddMinutes(60)));
        Assert.Equal(Alignment.Differs, cell.Alignment);
        Assert.Equal("rogue-change.no-change", Assert.Single(cell.Rogue([])).Why.Code);
    }

    [Fact]
    public void What_a_change_explains_after_all_is_not_rogue()
    {
        var cell = Assert.Single(VersionMatrix.Of([], [Deployed], [Seen(Other, 60, 500)], [], VersionTerms.Default, Noon.AddMinutes(500)));
        Assert.Single(cell.Rogue([]));
        Assert.Empty(cell.Rogue([new CarriedOutChange(new(13), Scene.Plan with { Components = [Other] }, Noon.AddMinutes(50), Noon.AddMinutes(70))]));
    }

    [Fact]
    public void The_matrix_knows_every_place_once_in_order()
    {
        var web = Scene.Api with { Component = "web" };
        var matrix = VersionMatrix.Of([("staging", new(web, Noon, "CHG-1")), ("production-eu", new(Scene.Api, Noon.AddHours(-1), "CHG-0")), ("Production-EU", new(Scene.Api, Noon, "CHG-1"))], [Deployed], [Seen(Scene.Api, 0, 1)], [], VersionTerms.Default, Noon.AddMinutes(1));
        Assert.Equal(["checkout/api production-eu CHG-1", "checkout/web staging CHG-1"], matrix.Select(cell => $"{cell.Component} {cell.Environment} {cell.Approved?.By}"));
    }

    [Fact]
    public void What_is_expected_is_what_was_approved_or_deployed_whichever_came_later()
    {
        var later = ("production-eu", new VersionFact(Other, Noon.AddMinutes(30), "CHG-2"));
        Assert.Equal(("CHG-2", Alignment.Aligned), Expected([later], [Deployed]));
        Assert.Equal(("DEP-1", Alignment.Differs), Expected([("production-eu", new VersionFact(Other, Noon.AddMinutes(-30), "CHG-2"))], [Deployed]));
        Assert.Equal(("CHG-2", Alignment.Aligned), Expected([later], []));
        Assert.Equal((null, Alignment.Differs), Expected([], []));

        static (string?, Alignment) Expected((string, VersionFact)[] approved, (string, VersionFact)[] deployed) =>
            Assert.Single(VersionMatrix.Of(approved, deployed, [Seen(Other, 60, 500)], [], VersionTerms.Default, Noon.AddMinutes(500))) is var cell ? (cell.Expected?.By, cell.Alignment) : default;
    }

    [Fact]
    public void An_approval_that_names_no_commit_and_no_artifact_says_nothing_of_them_and_a_commit_may_be_shortened()
    {
        Assert.Equal(Alignment.Aligned, Seeing(Scene.Api with { Commit = "", Digest = "" }, Scene.Api));
        Assert.Equal(Alignment.Aligned, Seeing(Scene.Api, Scene.Api with { Commit = Scene.Commit[..7] }));
        Assert.Equal(Alignment.Differs, Seeing(Scene.Api, Scene.Api with { Digest = "sha256:1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }));

        static Alignment Seeing(ComponentVersion approved, ComponentVersion seen) =>
            Assert.Single(VersionMatrix.Of([("production-eu", new(approved, Noon, "CHG-1"))], [], [Seen(seen, 60, 500)], [], VersionTerms.Default, Noon.AddMinutes(500))).Alignment;
    }

    [Fact]
    public void An_observation_takes_in_only_more_of_the_same()
    {
        var observation = Seen(Scene.Api, 0, 5);
        Assert.False(observation.Take(new(Other, "production-eu", Noon.AddMinutes(6), "probe")));
        Assert.False(observation.Take(new(Scene.Api, "staging", Noon.AddMinutes(6), "probe")));
        Assert.False(observation.Take(new(Scene.Api, "production-eu", Noon.AddMinutes(6), "agent")));
        Assert.True(observation.Take(new(Scene.Api, "production-eu", Noon.AddMinutes(2), "probe")));
        Assert.Equal(Noon.AddMinutes(5), observation.LastSeen);
    }

    private static (string, VersionFact) Deployed => ("production-eu", new(Scene.Api, Noon, "DEP-1"));

    private static (Alignment Alignment, DateTimeOffset? Since) Found(DateTimeOffset now, params VersionObservation[] observed)
    {
        var cell = Assert.Single(VersionMatrix.Of([], [Deployed], observed, [], VersionTerms.Default, now));
        return (cell.Alignment, cell.DiffersSince);
    }

    private static VersionObservation Seen(ComponentVersion component, int from, int to, string source = "probe")
    {
        var observation = VersionObservation.Begin(new(component, "production-eu", Noon.AddMinutes(from), source));
        observation.Take(new(component, "production-eu", Noon.AddMinutes(to), source));
        return observation;
    }
}
