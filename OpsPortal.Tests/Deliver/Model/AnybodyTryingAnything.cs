using FsCheck;
using FsCheck.Fluent;

namespace OpsPortal.Tests.Deliver.Model;

/// <summary>Anybody tries anything in any order: roles, links, stand-ins, edits, machines, clocks. What begins in spite of it is judged by rules that are written down once more, in another way.</summary>
public sealed class AnybodyTryingAnything
{
    private static readonly Gen<Act> AnyAct =
        from kind in Gen.Choose(0, 99)
        from who in Gen.Choose(0, Play.Persons - 1)
        from other in Gen.Choose(0, Play.Persons - 1)
        from roll in Gen.Choose(0, 99)
        select new Act(kind, who, other, roll);

    [Fact]
    public void No_execution_ever_has_an_approver_who_took_part()
    {
        var (executions, refusals) = (0, new HashSet<string>());
        Prop.ForAll(Arb.From(Gen.ArrayOf(AnyAct, 150)), story =>
        {
            var play = new Play();
            foreach (var act in story) play.Do(act);
            executions += play.Executions;
            refusals.UnionWith(play.Refusals);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

        // A model in which nothing ever begins, or nothing is ever tried, would hold as well.
        Assert.True(executions > 100, $"Only {executions} changes began.");
        Assert.Empty(
            new[]
            {
                "duties.requester", "duties.editor", "duties.author", "duties.stood-in-for", "duties.machine", "duties.not-interactive", "duties.step-up-needed", "duties.not-in-group",
                "duties.inactive", "duties.not-asked", "duties.executor-approved", "delegation.not-in-force", "approval.already-decided", "approval.policy-changed", "approval.content-changed",
                "approval.clock-set-back", "approval.round-over", "approval.missing",
            }.Except(refusals));
    }
}

/// <summary>Somebody tries something; what the numbers mean is for <see cref="Play"/> to say.</summary>
internal readonly record struct Act(int Kind, int Who, int Other, int Roll);
