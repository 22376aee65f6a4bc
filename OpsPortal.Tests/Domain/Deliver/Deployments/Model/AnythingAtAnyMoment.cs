using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Deployments;

namespace OpsPortal.Tests.Domain.Deliver.Deployments.Model;

/// <summary>Anybody does anything at any moment, runners fail and hang, the portal dies in the middle, the clock jumps. Nothing runs twice that may not, and nothing is left out unseen.</summary>
public sealed class AnythingAtAnyMoment
{
    private static readonly Gen<Act> AnyAct =
        from kind in Gen.Choose(0, 99)
        from roll in Gen.Choose(0, 99)
        select new Act(kind, roll);

    private static readonly Gen<(int Recipe, Act[] Acts)> Stories =
        from recipe in Gen.Choose(0, World.Recipes - 1)
        from acts in Gen.ArrayOf(AnyAct, 120)
        select (recipe, acts);

    [Fact]
    public void A_deployment_keeps_its_word()
    {
        var (ends, refusals, tally) = (new Dictionary<DeploymentState, int>(), new HashSet<string>(), new Tally());
        Prop.ForAll(Arb.From(Stories), story =>
        {
            var world = new World(story.Recipe, tally, refusals);
            foreach (var act in story.Acts) world.Do(act);
            ends[world.Deployment.State] = ends.GetValueOrDefault(world.Deployment.State) + 1;
            world.BringToAnEnd();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

        // A model in which nothing ever happens would hold as well.
        Assert.True(tally is { Executions: > 1000, Crashes: > 500, Retries: > 20, Skips: > 50, Rollbacks: > 100 }, $"{tally}");
        Assert.All([DeploymentState.Succeeded, DeploymentState.RolledBack, DeploymentState.Failed, DeploymentState.Aborted], state => Assert.True(ends.GetValueOrDefault(state) > 3, $"{state}: {ends.GetValueOrDefault(state)}"));
        Assert.Empty(new[]
        {
            "deployment.older-attempt", "deployment.already-reported", "deployment.too-late", "deployment.not-from-state", "deployment.nothing-asked", "deployment.nothing-to-retry",
            "deployment.halt-first", "deployment.step-running", "deployment.goes-back", "deployment.nothing-to-roll-back", "deployment.no-backout",
        }.Except(refusals));
    }
}

/// <summary>Something happens; what the numbers mean is for <see cref="World"/> to say.</summary>
internal readonly record struct Act(int Kind, int Roll);

/// <summary>How much happened in all stories together.</summary>
internal sealed record Tally
{
    public int Executions { get; set; }

    public int Crashes { get; set; }

    public int Retries { get; set; }

    public int Skips { get; set; }

    public int Rollbacks { get; set; }
}
