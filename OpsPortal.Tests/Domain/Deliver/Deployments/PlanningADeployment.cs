using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Tests.Deliver;
using static OpsPortal.Tests.Domain.Deliver.Deployments.Bench;

namespace OpsPortal.Tests.Domain.Deliver.Deployments;

/// <summary>A recipe becomes stages and steps.</summary>
public sealed class PlanningADeployment
{
    [Fact]
    public void All_at_once_is_one_stage() => Assert.Equal("Everywhere: Copy, Verify", Told(Recipe(Once)));

    [Fact]
    public void Rings_follow_one_another_and_soak() =>
        Assert.Equal("inner: Copy (inner), Verify, Leave inner alone, Verify | outer: Copy (outer), Verify", Told(Recipe(Rings)));

    [Fact]
    public void Each_ring_says_how_far_the_new_version_has_come() =>
        Assert.Equal([10, 100], DeploymentPlanner.Forward(Recipe(Rings)).SelectMany(stage => stage.Steps).Where(step => step.Traffic is not null).Select(step => step.Traffic ?? 0));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void Rolling_batches_are_a_hundred_percent_together(int batches)
    {
        var rolling = DeploymentModel.Phased.Rolling(batches, TimeSpan.Zero);
        Assert.Equal((batches, 100), (rolling.Rings.Count, rolling.Rings.Sum(ring => ring.Percent)));
        Assert.Null(RecipeCheck.Fault(Recipe(rolling)));
    }

    [Fact]
    public void Blue_and_green_switch_and_keep_the_old_warm() => Assert.Equal(
        "Put green beside blue: Copy (green), Verify | Switch to green: Switch to green?, Traffic to 100 %, Verify | Keep blue warm: Keep blue warm, Verify | Retire blue: Tidy up (blue)",
        Told(Recipe(BlueGreen with { AskBeforeSwitch = true }) with { Retire = [Tidy] }));

    [Fact]
    public void A_canary_gets_its_traffic_in_steps_and_in_the_end_all_of_it() => Assert.Equal(
        "Put the canary beside the old version: Copy (canary), Verify | 5 %: Traffic to 5 %, Compare at 5 % | 50 %: Traffic to 50 %, Hold at 50 % | Everybody: Traffic to 100 %, Verify",
        Told(Recipe(Canary)));

    [Fact]
    public void A_plan_for_people_is_manual_from_end_to_end()
    {
        var recipe = DeploymentRecipe.ByHand(Plan, Once);
        Assert.Equal(["Deploy", "Look at the error rate"], recipe.Deploy.Select(task => task.Title));
        Assert.Equal(["Deploy 2.0.4"], recipe.Backout.Select(task => task.Title));
        Assert.All(recipe.Deploy.Concat(recipe.Backout), task => Assert.Equal(RunnerKind.Manual, task.Runner));
    }

    [Fact]
    public void Recipes_that_cannot_stand_are_refused_by_name()
    {
        Assert.Equal("recipe.no-tasks", Fault(Recipe(Once) with { Deploy = [] }));
        Assert.Equal("recipe.invalid-rings", Fault(Recipe(new DeploymentModel.Phased([new("a", 60, TimeSpan.Zero), new("b", 60, TimeSpan.Zero)]))));
        Assert.Equal("recipe.invalid-name", Fault(Recipe(new DeploymentModel.Phased([new("a", 50, TimeSpan.Zero), new("A", 50, TimeSpan.Zero)]))));
        Assert.Equal("recipe.invalid-shares", Fault(Recipe(new DeploymentModel.Canary([new(20, TimeSpan.Zero), new(20, TimeSpan.Zero)]))));
        Assert.Equal("recipe.invalid-wait", Fault(Recipe(new DeploymentModel.BlueGreen(TimeSpan.FromDays(15)))));
        Assert.Equal("recipe.invalid-target", Fault(Recipe(Once) with { Deploy = [Copy with { Target = "../copy.sh" }] }));
        Assert.Equal("recipe.invalid-target", Fault(Recipe(Once) with { Deploy = [new(RunnerKind.Webhook, "Call", "https://me:secret@example.org/")] }));
        Assert.Equal("recipe.invalid-attempts", Fault(Recipe(Once) with { Deploy = [Copy with { Attempts = 2 }] }));
        Assert.Equal("recipe.nothing-to-retire", Fault(Recipe(Once) with { Retire = [Tidy] }));
        Assert.Null(Fault(Recipe(Once)));
    }

    [Fact]
    public void Only_a_change_that_has_begun_is_deployed() =>
        Assert.Equal("deployment.change-not-begun", Deployment.Make(new(1), new Scene().Approved("Ann", "Bob").Change, Recipe(Once), Olga, Scene.InWindow).Refusal?.Code);

    [Theory]
    [InlineData("DEP-17/2/3/1", true)]
    [InlineData("dep-17/2/3/1", true)]
    [InlineData("DEP-17/2/3", false)]
    [InlineData("DEP-17/2/3/0", false)]
    [InlineData("DEP-17/2/-3/1", false)]
    [InlineData("CHG-17/2/3/1", false)]
    [InlineData("", false)]
    public void An_attempt_is_named_by_deployment_stage_step_and_attempt(string text, bool isKey)
    {
        Assert.Equal(isKey, AttemptKey.TryParse(text, null, out var key));
        if (isKey) Assert.Equal("DEP-17/2/3/1", key.ToString());
    }

    private static string Told(DeploymentRecipe recipe) => string.Join(" | ", DeploymentPlanner.Forward(recipe).Select(stage => $"{stage.Name}: {string.Join(", ", stage.Steps.Select(step => step.Title))}"));

    private static string? Fault(DeploymentRecipe recipe) => RecipeCheck.Fault(recipe)?.Code;
}
