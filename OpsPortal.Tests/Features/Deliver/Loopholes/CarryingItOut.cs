using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Calendar.Pages;
using OpsPortal.Features.Deliver.Notices.Pages;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Keys;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Tests.Features.Deliver.Loopholes;

/// <summary>What is carried out was approved, in its time, in no freeze, and by somebody else than those who approved it.</summary>
[Collection(nameof(Scene))]
public sealed class CarryingItOut(Scene scene) : Loophole(scene)
{
    [Fact]
    public async Task Row_15_What_no_change_speaks_of_gets_no_yes_at_the_gate_and_begins_nothing()
    {
        var number = await Scene.SubmittedAsync(Scene.Plan("row-15"));
        using var pipeline = new Caller(Scene.Portal);
        foreach (var (service, version, begin, verdict, reason) in new[] { ("row-15-rogue", "2.1.0", true, "Deny", "gate.no-change"), ("row-15", "6.6.6", true, "Deny", "gate.other-version"), ("row-15", "2.1.0", true, "Pending", "approval.missing") })
        {
            var answer = await pipeline.PostAsync("/api/v1/gates", JsonSerializer.Serialize(new { component = new { service, component = "api", version }, environment = "production", begin }));
            Assert.Equal((verdict, reason), (answer["verdict"], answer.Body.GetProperty("reasons")[0].GetProperty("code").GetString()));
        }

        Assert.Equal("AwaitingApproval", await Scene.StateAsync(number));
        await IsNotOfferedAsync("operator", number, "Begin");
    }

    [Fact]
    public async Task Row_15_What_went_around_the_portal_is_told_on_the_page_with_what_does_not_match()
    {
        var now = Scene.Clock.GetUtcNow();
        var draft = new NoticeDraft { Sender = "GitHub", Key = "row-15", Component = new(new("row-15-around"), "api", "6.6.6", "", ""), Environment = "production", Status = NoticeStatus.Succeeded, OccurredAt = now };
        await using (var db = Scene.Portal.Database())
        {
            db.Add(DeploymentNotice.Of(draft, null, NoticeMatch.Of(draft, []).Rogue, now));
            await db.SaveChangesAsync(Stopping);
        }

        await SignInAsync("operator");
        var page = Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.Contains("No change was approved and begun for row-15-around/api in production.", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Row_16_Time_approves_nothing_and_a_start_that_was_put_off_waits_for_its_hour()
    {
        var later = await Scene.SubmittedAsync(Scene.Plan("row-16-off"));
        await Scene.DoneAsync(Scene.ApproveAsync("approver", later, notBefore: Scene.Clock.GetUtcNow().AddHours(2)));
        await Scene.DoneAsync(Scene.ApproveAsync("approver2", later));
        Assert.Equal("409 approval.start-deferred", Scene.Problem(await Scene.StartAsync("operator", later)));
        await CannotBeginAsync("operator", later, "Whoever approved it put the start off until");
        Scene.Pass(TimeSpan.FromHours(2));
        await Scene.DoneAsync(Scene.StartAsync("operator", later));

        var number = await Scene.SubmittedAsync(Scene.Plan("row-16"));
        await Scene.DoneAsync(Scene.ApproveAsync("approver", number));
        Scene.Pass(TimeSpan.FromDays(8));
        await ActivatorUtilities.CreateInstance<FollowApprovals>(Scene.Portal.Services).RunAsync(Stopping);
        Assert.Equal(("Draft", "Expired"), (await Scene.StateAsync(number), await Scene.RoundAsync(number)));
        Assert.Equal("409 approval.round-over", Scene.Problem(await Scene.ApproveAsync("approver2", number)));
        await CannotDecideAsync("approver2", number, $"Nobody is asked about {number} any more: it is expired.");
        await IsNotOfferedAsync("operator", number, "Begin");
    }

    [Fact]
    public async Task Row_17_Whoever_approves_lifts_no_freeze_and_whoever_may_override_one_approves_nothing()
    {
        await Scene.PersonAsync("Frida Moe", [Duty.Manager, Duty.Developer], "frida");
        var now = Scene.Clock.GetUtcNow();
        var freeze = (await Scene.DoneAsync(Scene.PostAsync("rosa", "freezes", new { name = "Year end", reason = "Closing the books", environment = "annex", startsAt = now, endsAt = now.AddDays(2) })))["id"];
        var number = await Scene.ApprovedAsync(Scene.Plan("row-17") with { Environment = "annex" });
        Assert.Equal("409 freeze-override.frozen", Scene.Problem(await Scene.StartAsync("operator", number)));
        await CannotBeginAsync("operator", number, "Year end: nothing is to be deployed until");
        Assert.Equal($"403 {Refusals.ForbiddenCode}", Scene.Problem(await OverrideAsync("approver", number, freeze)));
        Assert.Equal("409 freeze.own-change", Scene.Problem(await Scene.PostAsync("approver", $"freezes/{freeze}/lift", new { })));
        await CannotLiftAsync("approver", $"Priya Raman approved {number}, which this freeze holds back, and so cannot end it early.");
        Assert.Equal("409 freeze-override.frozen", Scene.Problem(await Scene.StartAsync("operator", number)));

        var own = await Scene.SubmittedAsync(Scene.Plan("row-17-own") with { Environment = "annex" }, by: "frida");
        Assert.Equal("409 duties.not-in-group", Scene.Problem(await Scene.ApproveAsync("manager", own)));
        await CannotDecideAsync("manager", own, "Ruth Adler is in none of the groups that approve this");
        Assert.Equal("409 freeze-override.took-part", Scene.Problem(await OverrideAsync("frida", own, freeze)));
        await Scene.DoneAsync(OverrideAsync("manager", number, freeze));
        await Scene.DoneAsync(Scene.StartAsync("operator", number));
    }

    [Fact]
    public async Task Row_21_Whoever_approved_does_not_carry_it_out_nor_his_key_nor_where_much_can_go_wrong_whoever_took_part()
    {
        await Scene.PersonAsync("Kira Sand", [Duty.ReleaseManager, Duty.Administrator], "kira");
        var number = await Scene.ApprovedAsync(Scene.Plan("row-21"), release: "kira");
        var refused = await Scene.StartAsync("kira", number);
        Assert.Equal(("409 duties.executor-approved", "Kira Sand approved this, and so cannot carry it out."), (Scene.Problem(refused), refused["detail"]));
        await CannotBeginAsync("kira", number, "Kira Sand approved this, and so cannot carry it out.");

        var by = (await Scene.PrincipalAsync("kira")).ToActor();
        var key = Assert.IsType<Outcome<NewApiKey>.Done>(await Of<CreateApiKey>().RunAsync(by, "Kira's pipeline", [Permissions.ChangesRead, Permissions.ChangesImplement], null, Stopping)).Value.Key;
        using var pipeline = new Caller(Scene.Portal, key);
        var begun = await pipeline.PostAsync($"/api/v1/changes/{number}/start", "{}");
        Assert.Equal(("409 duties.executor-approved", "Kira's pipeline and Kira Sand, who approved this, are one person, or one stands in for the other, and so Kira's pipeline cannot carry it out."), (begun.Problem, begun.Detail));

        Assert.Equal("409 duties.executor-not-separate", Scene.Problem(await Scene.StartAsync("developer", number)));
        await CannotBeginAsync("developer", number, "The policy asks for a third person to carry it out, and Mei Tanaka asked for it.");
        await Scene.DoneAsync(Scene.StartAsync("operator", number));
    }

    [Fact]
    public async Task Row_22_The_servers_clock_alone_decides_whatever_clock_and_zone_somebody_else_has()
    {
        var now = Scene.Clock.GetUtcNow();
        var plan = Scene.Plan("row-22") with { Start = now.AddHours(2).ToOffset(TimeSpan.FromHours(13)), End = now.AddHours(6).ToOffset(TimeSpan.FromHours(13)), Zone = "Pacific/Auckland" };
        foreach (var zone in new[] { "+13:00", "Mars/Phobos" }) Assert.Equal("422 change.invalid-zone", Scene.Problem(await Scene.PostAsync("developer", "changes", (plan with { Zone = zone }).ToBody())));
        var number = await Scene.ApprovedAsync(plan);
        Assert.Equal("409 duties.outside-window", Scene.Problem(await Scene.StartAsync("operator", number, new { at = plan.Start, now = plan.Start })));
        Services.GetRequiredService<Viewer>().SetZone("Pacific/Kiritimati");
        await CannotBeginAsync("operator", number, "The server's clock decides.");

        var asked = await Scene.SubmittedAsync(Scene.Plan("row-22-back"));
        Scene.Pass(TimeSpan.FromHours(-1));
        try
        {
            var page = await OpenApprovalAsync("approver", asked);
            Approve(page);
            Says(page, "The server's clock was set back");
            Assert.Equal("409 approval.clock-set-back", Scene.Problem(await Scene.ApproveAsync("approver", asked)));
        }
        finally
        {
            Scene.Pass(TimeSpan.FromHours(1));
        }

        Scene.Pass(TimeSpan.FromHours(2));
        await Scene.DoneAsync(Scene.StartAsync("operator", number));
    }

    private async Task<Answer> OverrideAsync(string account, string number, string freeze) => await Scene.PostAsync(
        account, $"changes/{number}/freeze-override", new { freeze, until = Scene.Clock.GetUtcNow().AddHours(4), stepUp = await Scene.StepUpAsync(account), reason = "Customers cannot pay" });

    /// <summary>On the page of freezes, on which there is one.</summary>
    private async Task CannotLiftAsync(string account, string words)
    {
        await SignInAsync(account);
        var page = Render<FreezesPage>();
        await Found(page, "tr[data-key] input").ClickAsync(new());
        Found(page, "tr[data-key][aria-selected=true]");
        Press(page, "Lift");
        Until(Dialogs, () => Assert.Contains("Lift Year end?", Dialogs.Markup, StringComparison.Ordinal));
        Press(Dialogs, "Lift");
        Until(page, () => Assert.Contains(words, string.Join('\n', Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(shown => shown.Message)), StringComparison.Ordinal));
    }
}
