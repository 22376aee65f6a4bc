using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar.Entries;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Planning.Components.Ready;
using OpsPortal.Features.Deliver.Planning.Pages;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Storage;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Deliver.Planning;

/// <summary>Planning as people see it, on the real use cases.</summary>
public sealed class PlanningPagesShow : Screen
{
    private readonly BunitAuthorizationContext _authorization;

    public PlanningPagesShow()
    {
        _authorization = this.AddAuthorization();
        Services.AddMetrics().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<Catalogue>().AddSingleton<TeamQueries>().AddSingleton<Owners>();
        MonitorsFeature.AddMonitorParts(Services);
        Services.AddOptions<MailOptions>();
        Services.AddOptions<InformOptions>();
        Services.AddSingleton<InformLinks>().AddSingleton<BulletinMessages>();
        PlanningFeature.AddPlanningParts(Services);
        SignIn(Duty.ChangeManager);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void A_criterion_is_written_and_then_listed_in_plain_words()
    {
        var page = Render<CriteriaPage>();
        page.WaitForAssertion(() => Assert.Contains("No criterion yet", page.Markup, StringComparison.Ordinal));
        page.Find("header button").Click();
        page.Find("#criterion-name").Change("Runbook read");
        page.Find("#criterion-hours").Change("48");
        page.FindAll(".tiers input")[3].Change(true);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("A person shows it; that counts for 2 d.", page.Find(".criteria").TextContent, StringComparison.Ordinal));
        Assert.Contains("asked every production environment", page.Find(".criteria").TextContent, StringComparison.Ordinal);
        SignIn(Duty.Manager);
        var looking = Render<CriteriaPage>();
        looking.WaitForAssertion(() => Assert.NotEmpty(looking.FindAll(".criteria li")));
        Assert.Empty(looking.FindAll("article button"));
    }

    [Fact]
    public void What_is_wrong_with_a_criterion_stands_in_the_form_and_nothing_typed_is_lost()
    {
        var page = Render<CriteriaPage>();
        page.Find("header button").Click();
        page.Find("#criterion-name").Change("Baseline");
        page.Find("#criterion-kind").Change("SignedReport");
        page.Find("#criterion-report").Change("Not A Check");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("names no check", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Baseline", page.Find("#criterion-name").GetAttribute("value"));
    }

    [Fact]
    public async Task The_panel_tells_each_criterion_and_takes_evidence_from_whoever_may_give_it()
    {
        var change = await ChangeAsync();
        await SetAsync(new() { Name = "Runbook read", Kind = CriterionKind.ByPerson }, new() { Name = "Window", Kind = CriterionKind.Window });
        var panel = Panel(change);
        panel.WaitForAssertion(() => Assert.Equal("Not ready: Runbook read.", panel.Find(".said").TextContent.Trim()));
        Assert.Equal(["Missing", "Met"], panel.FindAll(".state").Select(state => state.TextContent.Trim()));
        panel.Find("button[aria-label='Show evidence for Runbook read']").Click();
        panel.Find("form").Submit();
        panel.WaitForAssertion(() => Assert.Contains("Write what was looked at", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        panel.Find("#evidence-text").Change("Page 3, all steps tried");
        panel.Find("form").Submit();
        panel.WaitForAssertion(() => Assert.Equal("Ready: nothing holds it back.", panel.Find(".said").TextContent.Trim()));
        Assert.Contains("Shown by Dana Okafor", panel.Markup, StringComparison.Ordinal);
        SignIn(Duty.Manager);
        var looking = Panel(change);
        looking.WaitForAssertion(() => Assert.NotEmpty(looking.FindAll(".state")));
        Assert.Empty(looking.FindAll("button"));
    }

    [Fact]
    public async Task A_check_shows_room_with_reasons_and_who_is_hit_as_drawing_and_table()
    {
        await ChangeAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/calendar/check?services=orders-db&environment=production");
        var page = Render<CheckPage>();
        page.WaitForAssertion(() => Assert.Contains("2 services need Orders database", page.Markup, StringComparison.Ordinal));
        Assert.Equal(3, page.FindAll("svg.radius a.node").Count);
        Assert.Equal(["Checkout", "Storefront"], page.FindAll("table[aria-label='Services that may be hit'] td:first-child").Select(cell => cell.TextContent.Trim()));
        page.FindAll("button").Single(button => button.TextContent == "Find the next free slot").Click();
        page.WaitForAssertion(() => Assert.Contains("Free from Tue 24 Nov 12:00", page.Find(".found").TextContent.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.NotNull(page.Find("dd a[href='/changes/CHG-1']"));
    }

    [Fact]
    public void A_service_that_is_none_is_told()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/calendar/check?services=nowhere");
        Assert.Contains("There is no service nowhere.", Render<CheckPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Database();
        ServiceDraft[] drafts =
        [
            new() { Key = new("orders-db"), Name = "Orders database", Environments = [new("production", Tier.Production)] },
            new() { Key = new("checkout"), Name = "Checkout", UsersAffected = 400, Dependencies = [new(new("orders-db"), DependencyKind.StoresIn)] },
            new() { Key = new("storefront"), Name = "Storefront", UsersAffected = 900, Dependencies = [new(new("checkout"), DependencyKind.Calls)] },
        ];
        db.AddRange(drafts.Select(draft => Service.From(draft, Clock.GetUtcNow())));
        await db.SaveChangesAsync(Stopping);
        await Services.GetRequiredService<Catalogue>().RefreshAsync(Stopping);
    }

    private IRenderedComponent<ReadinessPanel> Panel(Change change) => Render<ReadinessPanel>(panel => panel.Add(one => one.Number, change.Number).Add(one => one.Plan, change.Plan));

    private OpsDb Database() => Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContext();

    /// <summary>It takes the whole of the day from now on.</summary>
    private async Task<Change> ChangeAsync()
    {
        var now = Clock.GetUtcNow();
        var plan = new ChangePlan { Title = "Upgrade", Environment = "production", Components = [new(new("orders-db"), "db", "2", "", "")], Window = new(now, now.AddDays(1), "UTC") };
        var change = Assert.IsType<Outcome<Change>.Done>(Change.Request(new(1), plan, new Party(Dana, "dana@example.org", "Dana Okafor"), now)).Value;
        await using var db = Database();
        db.Add(change);
        db.Entry(change).Property(one => one.State).CurrentValue = ChangeState.Approved;
        ChangeColumns.Write(db, change);
        await db.SaveChangesAsync(Stopping);
        return change;
    }

    private async Task SetAsync(params CriterionDraft[] drafts)
    {
        await using var db = Database();
        foreach (var draft in drafts) db.Add(Assert.IsType<Outcome<Criterion>.Done>(Criterion.Create(draft, "a test", Clock.GetUtcNow().AddSeconds(-10 + Array.IndexOf(drafts, draft)))).Value);
        await db.SaveChangesAsync(Stopping);
    }

    private void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));
}
