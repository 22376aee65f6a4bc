using System.Net;
using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Pages;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Features.People.Demo;
using OpsPortal.Features.People.Traces.Pages;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.People;

namespace OpsPortal.Tests.Features.Deliver.Loopholes;

/// <summary>Whoever shaped what is approved, is no person, or has the right only just or only borrowed, approves nothing.</summary>
[Collection(nameof(Scene))]
public sealed class WhoMayNotApprove(Scene scene) : Loophole(scene)
{
    [Fact]
    public async Task Row_2_One_person_with_two_accounts_counts_as_one_also_when_that_is_found_out_after_the_approval()
    {
        var own = await Scene.SubmittedAsync(Scene.Plan("row-2"), by: "rosa");
        var refused = await Scene.ApproveAsync("rosa.b", own);
        Assert.Equal("409 duties.requester", Scene.Problem(refused));
        Assert.Contains("Rosa Blum asked for it", refused["detail"], StringComparison.Ordinal);
        await CannotDecideAsync("rosa.b", own, "Rosa Blum asked for it, and so cannot approve it.");

        await Scene.PersonAsync("Lena Vogt", [Duty.Developer], "lena");
        await Scene.PersonAsync("L. Vogt", [Duty.ReleaseManager], "lena+b", "vogt");
        var number = await Scene.ApprovedAsync(Scene.Plan("row-2-later"), by: "lena", release: "lena+b");
        Assert.Contains("lena+b@demo.local", (await Scene.GetAsync("admin", "look-alikes")).Html, StringComparison.Ordinal);
        await SignInAsync("admin");
        var report = Render<LookAlikesPage>();
        Found(report, "table");
        Press(report, "lena+b@demo.local is Lena Vogt");
        Until(Dialogs, () => Assert.Contains("counts as the same person in approvals", Dialogs.Markup, StringComparison.Ordinal));
        Press(Dialogs, "Link");
        Until(report, () => Assert.DoesNotContain("lena+b@demo.local is Lena Vogt", Offered(report)));
        refused = await Scene.StartAsync("operator", number);
        Assert.Equal("409 duties.requester", Scene.Problem(refused));
        Assert.Contains("The approval by L. Vogt no longer holds.", refused["detail"], StringComparison.Ordinal);
        Assert.Equal(("Draft", "Void"), (await Scene.StateAsync(number), await Scene.RoundAsync(number)));
        await IsNotOfferedAsync("operator", number, "Begin");
    }

    [Fact]
    public async Task Row_3_A_machine_approves_nothing_whatever_its_key_may_do()
    {
        var number = await Scene.SubmittedAsync(Scene.Plan("row-3"));
        using var machine = new Caller(Scene.Portal);
        var now = await Scene.GetAsync("developer", $"changes/{number}");
        var yes = JsonSerializer.Serialize(new { stepUp = await Scene.StepUpAsync("approver"), contentHash = Scene.Field(now, "round", "contentHash"), seen = Scene.Field(now, "seen"), reason = "Green" });
        Assert.Equal("403 duties.machine", (await machine.PostAsync($"/api/v1/changes/{number}/approval", yes)).Problem);
        Assert.Equal("403 duties.machine", (await machine.PostAsync($"/api/v1/changes/{number}/rejection", yes)).Problem);
        Assert.Equal("403 duties.machine", (await machine.PostAsync("/api/v1/step-ups", $$"""{"password":"{{DemoPeople.Password}}"}""")).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await machine.GetAsync($"/approvals/{number}")).Status);
        Assert.Equal("Pending", await Scene.RoundAsync(number));
        SignInMachine("Pipeline");
        CannotDecide(OpenApproval(number), "Pipeline is a machine. Machines may ask for a change and carry it out, and never approve anything.");
    }

    [Fact]
    public async Task Row_4_A_session_alone_approves_nothing_without_a_step_up_of_its_own_that_is_fresh_and_unused()
    {
        var (number, other) = (await Scene.SubmittedAsync(Scene.Plan("row-4")), await Scene.SubmittedAsync(Scene.Plan("row-4-other")));
        Assert.Equal("422 account.password-wrong", Scene.Problem(await Scene.PostAsync("approver", "step-ups", new { password = "guessed" })));
        Assert.Equal("409 duties.step-up-needed", Scene.Problem(await Scene.ApproveAsync("approver", number, stepUp: Guid.Empty)));
        Assert.Equal("409 duties.step-up-needed", Scene.Problem(await Scene.ApproveAsync("approver", number, stepUp: await Scene.StepUpAsync("approver2"))));
        var stale = Guid.Parse((await Scene.DoneAsync(Scene.PostAsync("approver", "step-ups", new { password = DemoPeople.Password })))["id"]);
        Scene.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("409 duties.step-up-needed", Scene.Problem(await Scene.ApproveAsync("approver", number, stepUp: stale)));
        var used = await Scene.StepUpAsync("approver");
        await Scene.DoneAsync(Scene.ApproveAsync("approver", other, stepUp: used));
        Assert.Equal("409 duties.step-up-needed", Scene.Problem(await Scene.ApproveAsync("approver", number, stepUp: used)));

        var page = await OpenApprovalAsync("approver", number);
        page.Find("#decision-reason").Input("Somebody left this screen open");
        Press(page, "Approve");
        TypePassword("guessed");
        Until(Dialogs, () => Assert.NotEmpty(Dialogs.FindAll(".refusal")));
        Press(Dialogs, "Cancel");
        Until(Dialogs, () => Assert.Empty(Dialogs.FindAll("#step-up")));
        Assert.Empty(page.FindAll("[aria-label=Decisions] li"));
        Assert.DoesNotContain("\"Approve\"", (await Scene.GetAsync("developer", $"changes/{number}")).Html, StringComparison.Ordinal);
        Approve(page);
        Eventually(page, "Approved.", ".decide [role=status]");
    }

    [Fact]
    public async Task Row_5_Whoever_edited_the_plan_cannot_approve_it()
    {
        var plan = Scene.Plan("row-5");
        var number = await Scene.SubmittedAsync(plan);
        await Scene.DoneAsync(Scene.EditAsync("approver", number, plan with { Step = "Deploy to one half" }));
        await Scene.DoneAsync(Scene.PostAsync("developer", $"changes/{number}/submission", new { }));
        Assert.Equal("409 duties.editor", Scene.Problem(await Scene.ApproveAsync("approver", number)));
        await CannotDecideAsync("approver", number, "Priya Raman edited it, and so cannot approve it.");
    }

    [Fact]
    public async Task Row_7_A_stand_in_who_asked_approves_nothing_nor_whoever_is_stood_in_for_and_nobody_hands_a_borrowed_right_on()
    {
        await Scene.PersonAsync("Petra Lang", [Duty.ReleaseManager], "petra");
        await Scene.PersonAsync("Nils Berg", [Duty.Developer], "nils");
        await DelegateAsync("petra", "nils");
        await DelegateAsync("nils", "manager");
        var own = await Scene.SubmittedAsync(Scene.Plan("row-7"), by: "nils");
        Assert.Equal("409 duties.requester", Scene.Problem(await Scene.ApproveAsync("nils", own, inPlaceOf: "petra")));
        Assert.Equal("409 duties.stood-in-for", Scene.Problem(await Scene.ApproveAsync("petra", own)));
        await CannotDecideAsync("nils", own, "Nils Berg asked for it, and so cannot approve it.");
        await CannotDecideAsync("petra", own, "Nils Berg stands in for Petra Lang now and asked for it, and so Petra Lang cannot approve it.");

        var number = await Scene.SubmittedAsync(Scene.Plan("row-7-chain"));
        Assert.Equal("409 delegation.onward", Scene.Problem(await Scene.ApproveAsync("manager", number, inPlaceOf: "nils")));
        Assert.Equal("409 delegation.not-in-force", Scene.Problem(await Scene.ApproveAsync("manager", number, inPlaceOf: "petra")));
        await CannotDecideAsync("manager", number, "Ruth Adler is in none of the groups that approve this");

        Assert.Equal("422 delegation.to-oneself", Scene.Problem(await DelegationAsync("rosa", await Scene.PersonOfAsync("rosa.b"))));
        await SignInAsync("rosa");
        var page = Opened(Render<DelegationsPage>());
        Assert.DoesNotContain("Rosa Blum", page.Find("#d-to").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_8_Whoever_asks_is_never_among_those_who_approve_and_a_policy_that_allows_it_is_refused()
    {
        var number = await Scene.SubmittedAsync(Scene.Plan("row-8"), by: "approver");
        Assert.Equal("409 duties.requester", Scene.Problem(await Scene.ApproveAsync("approver", number)));
        await CannotDecideAsync("approver", number, "Priya Raman asked for it, and so cannot approve it.");

        object[] stages = [new { name = "Release", demands = new[] { new { group = "Duty", key = "ReleaseManager", persons = 1 } } }];
        Assert.Equal("422 policy.self-approval-too-risky", Scene.Problem(await Scene.PostAsync("approver2", "approval-policies/proposals", new { terms = new { name = "Each for himself", stages, requesterMayApprove = true } })));
        var page = await OpenPoliciesAsync("approver2");
        Press(page, "Propose a policy");
        page.Find("#p-name").Input("Each for himself");
        page.FindAll("label.check").Single(label => label.TextContent.Contains("Whoever asks may be among those who approve", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);
        page.Find("section[aria-labelledby=form-heading] form").Submit();
        Says(page, "Whoever asks for a change may be among those who approve it for standard changes of low risk only.");
    }

    [Fact]
    public async Task Row_9_A_role_given_by_oneself_only_just_or_after_it_was_asked_for_does_not_count()
    {
        await Scene.PersonAsync("Nora Falk", [Duty.ServiceDesk], "nora");
        await Scene.PersonAsync("Selma Krog", [Duty.ReleaseManager], "selma", byOwnHand: true);
        var number = await Scene.SubmittedAsync(Scene.Plan("row-9"));
        Assert.Equal("409 duties.self-granted", Scene.Problem(await Scene.ApproveAsync("selma", number)));
        await CannotDecideAsync("selma", number, "Selma Krog became Release manager by his or her own hand, which does not count.");

        await GrantAsync("admin");
        Says(Dialogs, "Nobody grants a duty to himself or herself.");
        CloseDialog();
        Assert.Equal("409 duties.not-in-group", Scene.Problem(await Scene.ApproveAsync("admin", number)));

        await GrantAsync("nora");
        Found(Dialogs, "button[aria-label='Revoke Release manager']");
        CloseDialog();
        Assert.Equal("409 duties.role-too-fresh", Scene.Problem(await Scene.ApproveAsync("nora", number)));
        await CannotDecideAsync("nora", number, "that counts after 24 hours.");
        Scene.Pass(TimeSpan.FromHours(25));
        Assert.Equal("409 duties.not-asked", Scene.Problem(await Scene.ApproveAsync("nora", number)));
        await CannotDecideAsync("nora", number, "Nora Falk was not among those who could approve this when it was asked for.");
    }

    private async Task DelegateAsync(string from, string to) => await Scene.DoneAsync(DelegationAsync(from, await Scene.PersonOfAsync(to)));

    private async Task<Answer> DelegationAsync(string from, PersonId to)
    {
        var now = Scene.Clock.GetUtcNow();
        return await Scene.PostAsync(from, "approvals/delegations", new { to = to.Value, from = now, until = now.AddDays(3), stepUp = await Scene.StepUpAsync(from), reason = "Holiday" });
    }

    /// <summary>The administrator makes somebody release manager.</summary>
    private async Task GrantAsync(string account)
    {
        await SignInAsync("admin");
        var person = await Scene.PersonOfAsync(account);
        await Renderer.Dispatcher.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<PersonDialog>("Person", new DialogParameters<PersonDialog> { { dialog => dialog.Id, person } }));
        Found(Dialogs, "select[aria-label='Duty to grant']").Change(nameof(Duty.ReleaseManager));
        Press(Dialogs, "Grant");
    }

    private void CloseDialog()
    {
        Press(Dialogs, "Close");
        Until(Dialogs, () => Assert.Empty(Dialogs.FindAll("select")));
    }
}
