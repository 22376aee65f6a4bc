using Bunit;
using OpsPortal.Tests.Api;

namespace OpsPortal.Tests.Features.Deliver.Loopholes;

/// <summary>An approval is for exactly what was looked at, counts one person once, and is good for one execution in its time.</summary>
[Collection(nameof(Scene))]
public sealed class WhatAnApprovalIsFor(Scene scene) : Loophole(scene)
{
    [Fact]
    public async Task Row_1_A_plan_that_is_edited_after_an_approval_is_approved_no_more_by_whatever_way_it_was_edited()
    {
        var plan = Scene.Plan("row-1");
        var number = await Scene.SubmittedAsync(plan);
        await Scene.DoneAsync(Scene.ApproveAsync("approver", number));
        var page = await OpenApprovalAsync("approver2", number);
        await Scene.DoneAsync(Scene.EditAsync("developer", number, plan with { Step = "Deploy all at once" }));
        Notice();
        Assert.Equal(("Draft", "Void"), (await Scene.StateAsync(number), await Scene.RoundAsync(number)));
        Eventually(page, $"Nobody is asked about {number} any more: it is void.", ".cannot");
        Assert.DoesNotContain("Approve", Offered(page));
        Assert.Equal("409 approval.round-over", Scene.Problem(await Scene.ApproveAsync("approver2", number)));
        Assert.Equal("409 approval.void", Scene.Problem(await Scene.StartAsync("operator", number)));
        await IsNotOfferedAsync("operator", number, "Begin");

        var behind = await Scene.ApprovedAsync(Scene.Plan("row-1-behind"));
        var value = long.Parse(behind[4..], System.Globalization.CultureInfo.InvariantCulture);
        await Scene.TamperAsync($"UPDATE changes SET \"Plan\" = replace(\"Plan\", '\"Deploy\"', '\"Deploy all at once\"') WHERE \"Number\" = {value}");
        await CannotBeginAsync("operator", behind, $"{behind} is no longer what was approved. Approval has to be asked for again.");
        Assert.Equal("409 approval.void", Scene.Problem(await Scene.StartAsync("operator", behind)));
        Assert.Equal("Void", await Scene.RoundAsync(behind));
    }

    [Fact]
    public async Task Row_10_An_approval_is_good_for_no_other_environment_version_or_change_and_once_and_for_a_time()
    {
        var (plan, other) = (Scene.Plan("row-10"), await Scene.SubmittedAsync(Scene.Plan("row-10-other")));
        var number = await Scene.ApprovedAsync(plan);
        Assert.Equal("409 duties.other-environment", Scene.Problem(await Scene.StartAsync("operator", number, plan.ToRun("staging", "2.1.0"))));
        Assert.Equal("409 duties.other-version", Scene.Problem(await Scene.StartAsync("operator", number, plan.ToRun("production", "2.2.0"))));
        using var pipeline = new Caller(Scene.Portal);
        Assert.Contains("gate.other-version", (await pipeline.GetAsync("/api/v1/gates?service=row-10&component=api&version=2.2.0&environment=production")).Text, StringComparison.Ordinal);
        var hash = Scene.Field(await Scene.GetAsync("developer", $"changes/{number}"), "round", "contentHash");
        Assert.Equal("409 approval.old-revision", Scene.Problem(await Scene.ApproveAsync("approver", other, contentHash: hash)));

        var page = await OpenChangeAsync("operator", number);
        await Scene.DoneAsync(Scene.StartAsync("operator", number));
        Notice();
        Until(page, () => Assert.DoesNotContain("Begin", Offered(page)));
        Assert.Equal("409 duties.cannot-start", Scene.Problem(await Scene.StartAsync("operator", number)));
        Assert.Equal("Spent", await Scene.RoundAsync(number));

        var late = await Scene.ApprovedAsync(Scene.Plan("row-10-late"));
        page = await OpenChangeAsync("operator", late);
        Scene.Pass(TimeSpan.FromHours(73));
        Press(page, "Begin");
        Says(page, $"The approval of {late} is over: An approval is too old.");
        Assert.Equal("409 approval.expired", Scene.Problem(await Scene.StartAsync("operator", late)));
    }

    [Fact]
    public async Task Row_11_Somebody_in_two_groups_counts_once_with_whatever_account()
    {
        var number = await Scene.SubmittedAsync(Scene.Plan("row-11"));
        await Scene.DoneAsync(Scene.ApproveAsync("bea", number));
        foreach (var account in new[] { "bea", "bea.b" })
        {
            var refused = await Scene.ApproveAsync(account, number);
            Assert.Equal("409 approval.already-decided", Scene.Problem(refused));
            Assert.StartsWith("Bea Holm counts once: Bea Holm approved this at", refused["detail"], StringComparison.Ordinal);
        }

        var page = await OpenApprovalAsync("bea.b", number);
        Approve(page);
        Says(page, "Bea Holm counts once: Bea Holm approved this at");
        Assert.Equal("AwaitingApproval", await Scene.StateAsync(number));
        Assert.Equal("409 approval.missing", Scene.Problem(await Scene.StartAsync("operator", number)));
        await IsNotOfferedAsync("operator", number, "Begin");
    }

    [Fact]
    public async Task Row_19_Nobody_approves_what_he_was_not_shown_and_what_was_shown_goes_with_the_decision()
    {
        var plan = Scene.Plan("row-19");
        var number = await Scene.SubmittedAsync(plan);
        Assert.Equal("409 approval.not-as-shown", Scene.Problem(await Scene.ApproveAsync("approver", number, seen: "")));
        Assert.Equal("409 approval.not-as-shown", Scene.Problem(await Scene.ApproveAsync("approver", number, seen: new string('0', 64))));
        var shown = Scene.Field(await Scene.GetAsync("approver", $"changes/{number}"), "seen");
        Assert.Contains($"\"seen\":\"{shown}\",\"method\":\"Password\"", (await Scene.DoneAsync(Scene.ApproveAsync("approver", number))).Html, StringComparison.Ordinal);

        var page = await OpenApprovalAsync("approver2", number);
        await Scene.DoneAsync(Scene.EditAsync("developer", number, plan with { Title = "Cards and vouchers of a new kind" }));
        Notice();
        Eventually(page, "What is shown has changed while you looked.", ".changed");
        Approve(page);
        Says(page, "What you were shown has changed, or you were not shown it. Look at it, then decide.");
        Assert.Equal("AwaitingApproval", await Scene.StateAsync(number));
        Assert.Contains("Cards and vouchers of a new kind", page.Find("[aria-labelledby=revisions-heading]").TextContent, StringComparison.Ordinal);
        Assert.All(["#plan-heading", "#risk-heading", "#round-heading", "#people-heading"], heading => Assert.NotNull(page.Find(heading)));
        Press(page, "I have read it");
        Approve(page);
        Eventually(page, "Approved.", ".decide [role=status]");
        Assert.Equal("Approved", await Scene.StateAsync(number));
    }

    [Fact]
    public async Task Row_20_A_yes_that_comes_after_it_began_is_kept_as_that_and_counts_for_nothing()
    {
        var number = await Scene.SubmittedAsync(Scene.Plan("row-20") with { Kind = "Emergency" });
        await Scene.BreakGlassAsync(number);
        var late = await Scene.DoneAsync(Scene.ApproveAsync("approver", number));
        Assert.Equal(("Implementing", "Pending"), (Scene.Field(late, "change", "state"), Scene.Field(late, "round", "state")));
        Assert.Contains("\"kind\":\"Retrospective\"", late.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"kind\":\"Approve\"", late.Html, StringComparison.Ordinal);

        var page = await OpenApprovalAsync("carl", number);
        Assert.Contains("It has begun already.", page.Find(".late").TextContent, StringComparison.Ordinal);
        Approve(page);
        Eventually(page, "It had begun already: your yes is kept as given after the fact, and counts for nothing.", ".decide [role=status]");
        Eventually(page, "Carl Weiss approved after the fact, which counts for nothing", "[aria-label=Decisions]");
        Assert.Equal("Pending", await Scene.RoundAsync(number));
        await Scene.DoneAsync(Scene.PostAsync("manager", $"changes/{number}/break-glass/review", new { stepUp = await Scene.StepUpAsync("manager"), text = "It was right" }));

        var approved = await Scene.ApprovedAsync(Scene.Plan("row-20-approved"));
        await Scene.DoneAsync(Scene.StartAsync("operator", approved));
        await CannotDecideAsync("rosa", approved, $"Nobody is asked about {approved} any more: it is spent.");
        Assert.Contains("\"kind\":\"Retrospective\"", (await Scene.DoneAsync(Scene.ApproveAsync("rosa", approved))).Html, StringComparison.Ordinal);
    }
}
