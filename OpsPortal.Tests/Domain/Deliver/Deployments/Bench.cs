using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Tests.Deliver;

namespace OpsPortal.Tests.Domain.Deliver.Deployments;

/// <summary>A deployment of an approved change, and somebody who carries out what is due. The change began three hours after noon.</summary>
internal sealed class Bench
{
    public static readonly RunnerTask Copy = new(RunnerKind.Script, "Copy", "copy.sh") { Arguments = ["{group}"] };

    public static readonly RunnerTask Back = new(RunnerKind.Script, "Put back", "back.sh") { IsRepeatable = true, Attempts = 2 };

    public static readonly RunnerTask Tidy = new(RunnerKind.Script, "Tidy up", "tidy.sh") { IsRepeatable = true };

    private static readonly Scene Begun = Begin();

    public Bench(DeploymentRecipe recipe, long number = 1, bool isHotfix = false, bool started = true)
    {
        Deployment = Scene.Done(Deployment.Make(new(number), Begun.Change, recipe, Olga, Now, isHotfix));
        if (started) Scene.Done(Deployment.Start(Olga, Now));
    }

    public static Party Olga { get; } = Begun.House.Party("Olga");

    public static Party Pipeline { get; } = new(null, "ops_pipeline", "Pipeline", Olga.Person);

    public static ChangePlan Plan => Begun.Change.Plan;

    public Deployment Deployment { get; }

    public DateTimeOffset Now { get; set; } = Scene.InWindow;

    public static DeploymentRecipe Recipe(DeploymentModel model) => new() { Model = model, Deploy = [Copy], Backout = [Back], Checks = ["smoke"], Analyses = ["errors"] };

    public static DeploymentModel.Canary Canary { get; } = new([new(5, TimeSpan.FromMinutes(10)), new(50, TimeSpan.FromMinutes(10), Analyse: false)]);

    public static DeploymentModel.BlueGreen BlueGreen { get; } = new(TimeSpan.FromHours(1));

    public static DeploymentModel.Phased Rings { get; } = new([new("inner", 10, TimeSpan.FromMinutes(30)), new("outer", 90, TimeSpan.Zero)]);

    public static DeploymentModel.AllAtOnce Once { get; } = new();

    public Due Advance() => Deployment.Advance(Now);

    /// <summary>Begins what is due, which has to be an attempt of that title.</summary>
    public AttemptKey Begin(string title)
    {
        var begun = Assert.IsType<Due.Begin>(Advance());
        Assert.Equal(title, begun.Step.Title);
        return begun.Key;
    }

    /// <summary>Everything goes well until an attempt of that title has begun; waits pass.</summary>
    public AttemptKey RunTo(string title)
    {
        for (var turn = 0; turn < 500; turn++)
        {
            switch (Advance())
            {
                case Due.Begin begin when begin.Step.Title == title: return begin.Key;
                case Due.Begin begin: Do(begin.Key, begin.Step); break;
                case Due.Look look: Do(look.Key, look.Step); break;
                case Due.Rest { Until: { } until }: Now = until; break;
                case Due.Finish or Due.Ask or Due.RollBack or Due.Rest: Assert.Fail($"It never came to {title}: {Deployment.State} {Deployment.Question?.Text} {Deployment.Why}"); break;
            }
        }

        throw new InvalidOperationException($"It never came to {title}.");
    }

    /// <summary>Everything goes well until it ends.</summary>
    public DeploymentState RunToEnd()
    {
        for (var turn = 0; turn < 500 && !DeploymentLifecycle.HasEnded(Deployment.State); turn++)
        {
            switch (Advance())
            {
                case Due.Begin begin: Do(begin.Key, begin.Step); break;
                case Due.Look look: Do(look.Key, look.Step); break;
                case Due.Rest { Until: { } until }: Now = until; break;
                case Due.Rest: return Deployment.State;
            }
        }

        return Deployment.State;
    }

    public void Report(AttemptKey key, bool succeeded, string why = "", int? traffic = null) => Scene.Done(Deployment.Report(key, new(succeeded, why, "", traffic), "Runner", Now));

    public void Judge(AttemptKey key, CheckState? seen, string why = "seen") => Scene.Done(Deployment.Judge(key, seen, why, Now));

    private void Do(AttemptKey key, PlannedStep step)
    {
        if (step.AsksPerson) Scene.Done(step.Kind == StepKind.Ask ? Deployment.Proceed("yes", Olga, Now) : Deployment.Complete("done", Olga, Now));
        else if (step.IsJudged) Judge(key, CheckState.Successful);
        else if (step.IsReported) Report(key, succeeded: true);
    }

    private static Scene Begin()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.Null(scene.Start("Olga"));
        return scene;
    }
}
