using System.Net;
using Bunit;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Tests.Features.People;

namespace OpsPortal.Tests.Features.Deliver.Loopholes;

/// <summary>Neither an administrator, nor an empty rule, nor a changed rule, nor a written state, nor an emergency leads around the approvals.</summary>
[Collection(nameof(Scene))]
public sealed class GoingAround(Scene scene) : Loophole(scene)
{
    [Fact]
    public async Task Row_6_No_role_gets_past_the_rules_and_break_glass_takes_two_persons_and_an_emergency()
    {
        await Scene.PersonAsync("Otto Fromm", Enum.GetValues<Duty>(), "otto");
        var number = await Scene.SubmittedAsync(Scene.Plan("row-6"), by: "otto");
        Assert.Equal("409 duties.not-in-group", Scene.Problem(await Scene.ApproveAsync("admin", number)));
        Assert.Equal($"403 {Refusals.ForbiddenCode}", Scene.Problem(await Scene.StartAsync("admin", number)));
        Assert.Equal($"403 {Refusals.ForbiddenCode}", Scene.Problem(await DeclareAsync("admin", number)));
        await CannotDecideAsync("admin", number, "Ada Novak is in none of the groups that approve this");
        await IsNotOfferedAsync("admin", number, "Begin", "Break glass", "Submit", "Ask no more");
        Assert.Equal("409 duties.requester", Scene.Problem(await Scene.ApproveAsync("otto", number)));
        Assert.Equal("409 approval.missing", Scene.Problem(await Scene.StartAsync("otto", number)));
        Assert.Equal("409 break-glass.not-emergency", Scene.Problem(await DeclareAsync("otto", number)));
        await CannotDecideAsync("otto", number, "Otto Fromm asked for it, and so cannot approve it.");
        await IsNotOfferedAsync("otto", number, "Begin", "Break glass");

        var emergency = await Scene.SubmittedAsync(Scene.Plan("row-6-emergency") with { Kind = "Emergency" }, by: "otto");
        await Scene.DoneAsync(DeclareAsync("otto", emergency));
        Assert.Equal("409 break-glass.not-confirmed", Scene.Problem(await Scene.StartAsync("otto", emergency)));
        Assert.Equal("409 break-glass.same-person", Scene.Problem(await Scene.PostAsync("otto", $"changes/{emergency}/break-glass/confirmation", new { stepUp = await Scene.StepUpAsync("otto"), text = "" })));
        var page = await OpenChangeAsync("otto", emergency);
        Assert.DoesNotContain("Begin", Offered(page));
        Press(page, "Confirm break-glass");
        Confirm();
        Says(page, "Otto Fromm declared it; another person has to confirm it.");
    }

    [Fact]
    public async Task Row_12_A_policy_that_asks_nobody_or_more_than_there_are_is_refused_and_so_is_a_change_that_nobody_may_approve()
    {
        Assert.Equal("422 policy.no-approver", Scene.Problem(await ProposeAsync("approver2", new { name = "Anybody", stages = Array.Empty<object>() })));
        Assert.Equal("422 policy.no-approver", Scene.Problem(await ProposeAsync("approver2", new { name = "Anybody", stages = new[] { new { name = "Nobody", demands = Array.Empty<object>() } } })));
        Assert.Equal("422 policy.invalid-persons", Scene.Problem(await ProposeAsync("approver2", Terms("None of them", 0))));
        Assert.Equal("409 policy.unsatisfiable", Scene.Problem(await ProposeAsync("approver2", Terms("A crowd", 20))));
        var page = await OpenPoliciesAsync("approver2");
        Press(page, "Propose a policy");
        page.Find("#p-name").Input("Anybody");
        page.Find("button[aria-label='Remove group 1']").Click();
        page.Find("section[aria-labelledby=form-heading] form").Submit();
        Says(page, "Name at least one group that approves. A policy that asks nobody would let anybody through.");

        string[] releaseManagers;
        await using (var db = Scene.Portal.Database())
            releaseManagers = await db.Users.Where(account => account.Person!.Duties.Any(grant => grant.Duty == Duty.ReleaseManager)).Select(account => account.Email!).ToArrayAsync(Stopping);
        var number = await Scene.RequestedAsync(Scene.Plan("row-12"), "developer", releaseManagers);
        Assert.Equal("409 approval.nobody-may-approve", Scene.Problem(await Scene.PostAsync("developer", $"changes/{number}/submission", new { })));
        var draft = await OpenChangeAsync("developer", number);
        Press(draft, "Submit");
        Says(draft, "Too few persons may approve this: 1 more of Release manager is needed.");
    }

    [Fact]
    public async Task Row_13_A_policy_changes_only_by_those_whom_it_binds_and_what_was_approved_under_the_old_one_is_approved_no_more()
    {
        var approved = await Scene.ApprovedAsync(Scene.Plan("row-13") with { Environment = "annex-13" });
        Assert.Equal("POL-3 revision 1", Scene.Field(await Scene.GetAsync("developer", $"changes/{approved}"), "round", "policy"));
        Assert.Equal($"403 {Refusals.ForbiddenCode}", Scene.Problem(await ProposeAsync("developer", Terms("Mine", 1))));
        var policy = (await Scene.DoneAsync(ProposeAsync("carl", Terms("Annex", 2, "annex-13"))))["number"];
        Assert.DoesNotContain("Annex", (await Scene.GetAsync("developer", "approval-policies")).Html, StringComparison.Ordinal);
        Assert.Equal("409 duties.requester", Scene.Problem(await ApprovePolicyAsync("carl", policy)));
        Assert.Equal("409 duties.not-in-group", Scene.Problem(await ApprovePolicyAsync("admin", policy)));
        var page = await OpenPoliciesAsync("carl");
        Assert.Equal(["Withdraw proposal"], page.FindAll($"section[aria-label='{policy} revision 1'] button").Select(button => button.TextContent));
        page = await OpenPoliciesAsync("admin");
        page.FindAll($"section[aria-label='{policy} revision 1'] button").Single(button => button.TextContent == "Approve").Click();
        Write("It is good");
        Confirm();
        Says(page, "Ada Novak is in none of the groups that approve this");

        await Scene.DoneAsync(ApprovePolicyAsync("approver", policy));
        Assert.DoesNotContain("Annex", (await Scene.GetAsync("developer", "approval-policies")).Html, StringComparison.Ordinal);
        await Scene.DoneAsync(ApprovePolicyAsync("approver2", policy));
        Assert.Contains("Annex", (await Scene.GetAsync("developer", "approval-policies")).Html, StringComparison.Ordinal);
        await CannotBeginAsync("operator", approved, $"Approval was asked for under POL-3 revision 1; {policy} revision 1 decides now. Approval has to be asked for again.");
        Assert.Equal("409 approval.void", Scene.Problem(await Scene.StartAsync("operator", approved)));
    }

    [Fact]
    public async Task Row_14_No_door_writes_a_state_and_a_state_written_behind_the_portal_lets_nothing_begin()
    {
        var plan = Scene.Plan("row-14");
        var number = await Scene.SubmittedAsync(plan);
        object written = new { state = "Approved", change = new { state = "Approved" }, round = new { state = "Approved" } };
        foreach (var path in new[] { "", "/state", "/round", "/decisions", "/decisions/1", "/approval", "/approvals" })
        {
            foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
            {
                var answer = await Scene.CallAsync("admin", method, $"changes/{number}{path}", written);
                Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden, $"{method} {path}: {answer.Status}");
            }
        }

        await Scene.DoneAsync(Scene.CallAsync("developer", HttpMethod.Put, $"changes/{number}", new { seen = 1, state = "Approved", plan = (plan with { Title = "Approved already" }).ToBody(), round = new { state = "Approved" } }));
        Assert.Equal(("AwaitingApproval", "Pending"), (await Scene.StateAsync(number), await Scene.RoundAsync(number)));
        var value = long.Parse(number[4..], System.Globalization.CultureInfo.InvariantCulture);
        await Scene.TamperAsync($"UPDATE changes SET \"State\" = 'Approved' WHERE \"Number\" = {value}");
        Assert.Equal("409 approval.missing", Scene.Problem(await Scene.StartAsync("operator", number)));
        await CannotBeginAsync("operator", number, $"{number} is not approved:");
        await Scene.DoneAsync(Scene.ApproveAsync("approver", number));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Scene.TamperAsync($"UPDATE approval_decisions SET \"Kind\" = 'Comment' WHERE \"Subject\" = {number}"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Scene.TamperAsync($"DELETE FROM approval_decisions WHERE \"Subject\" = {number}"));
    }

    [Fact]
    public async Task Row_18_Break_glass_that_nobody_reviewed_in_time_blocks_the_next_of_that_team()
    {
        var number = await Scene.RequestedAsync(Scene.Plan("row-18") with { Kind = "Emergency" });
        await Scene.BreakGlassAsync(number);
        Scene.Pass(TimeSpan.FromHours(73));
        var next = await Scene.RequestedAsync(Scene.Plan("row-18-next") with { Kind = "Emergency" });
        Assert.Equal("409 break-glass.review-overdue", Scene.Problem(await DeclareAsync("operator", next)));
        var page = await OpenChangeAsync("operator", next);
        Press(page, "Break glass");
        Write("Nobody can pay again");
        Confirm();
        Says(page, $"The team's last time, {number}, was to be reviewed by");

        Assert.Equal("409 break-glass.own-review", Scene.Problem(await Scene.PostAsync("operator", $"changes/{number}/break-glass/review", new { stepUp = await Scene.StepUpAsync("operator"), text = "I was right" })));
        page = await OpenChangeAsync("manager", number);
        Press(page, "Review break-glass");
        Write("It was right; the alert came too late");
        Confirm();
        Eventually(page, "Reviewed.", ".done");
        await Scene.DoneAsync(DeclareAsync("operator", next));
    }

    private async Task<Answer> DeclareAsync(string account, string number) => await Scene.PostAsync(account, $"changes/{number}/break-glass", new { stepUp = await Scene.StepUpAsync(account), text = "It cannot wait" });

    private Task<Answer> ProposeAsync(string account, object terms) => Scene.PostAsync(account, "approval-policies/proposals", new { terms });

    private static object Terms(string name, int releaseManagers, params string[] environments) =>
        new { name, environments, stages = new[] { new { name = "Release", demands = new[] { new { group = "Duty", key = "ReleaseManager", persons = releaseManagers }, new { group = "Duty", key = "ChangeManager", persons = 1 } } } } };

    /// <summary>Approves the first revision of a policy as it is proposed.</summary>
    private async Task<Answer> ApprovePolicyAsync(string account, string policy)
    {
        var proposals = await Scene.GetAsync(account, "approval-policies/proposals");
        using var read = System.Text.Json.JsonDocument.Parse(proposals.Html);
        var one = read.RootElement.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("number").GetString() == policy);
        var yes = new { stepUp = await Scene.StepUpAsync(account), contentHash = one.GetProperty("round").GetProperty("contentHash").GetString(), seen = one.GetProperty("seen").GetString(), reason = "Looked at it" };
        return await Scene.PostAsync(account, $"approval-policies/{policy}/revisions/1/approval", yes);
    }
}
