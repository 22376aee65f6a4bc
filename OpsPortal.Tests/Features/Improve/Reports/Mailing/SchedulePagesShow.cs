using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports;
using OpsPortal.Features.Improve.Reports.Pages;
using OpsPortal.Features.Improve.Reports.Schedules;
using OpsPortal.Features.Improve.Reports.Schedules.Pages;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Improve.Reports.Mailing;

/// <summary>The pages of reports by mail as people see them, on the real use cases.</summary>
public sealed class SchedulePagesShow : Screen
{
    private readonly BunitAuthorizationContext _authorization;

    public SchedulePagesShow()
    {
        _authorization = this.AddAuthorization();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddOptions<MailOptions>();
        Services.AddOptions<InformOptions>();
        Services.AddSingleton(Options.Create(new JobOptions())).AddSingleton(Options.Create(new ProblemOptions())).AddSingleton<Catalogue>();
        Services.AddSingleton<SmtpLine>().AddSingleton<MailPost>().AddSingleton<InformLinks>().AddOutbox(sends: false).AddReportParts().AddReportScheduleParts();
        SignIn(Duty.Manager);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void What_to_do_first_where_nothing_is_mailed_and_that_mail_is_off()
    {
        var page = Render<SchedulesPage>();
        page.WaitForAssertion(() => Assert.Contains("No report is mailed yet", page.Markup, StringComparison.Ordinal));
        Assert.Contains("sends no mail yet", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("a[href='/reports/schedules/new']"));
        SignIn(Duty.Auditor);
        var looking = Render<SchedulesPage>();
        looking.WaitForAssertion(() => Assert.Contains("No report is mailed yet", looking.Markup, StringComparison.Ordinal));
        Assert.Empty(looking.FindAll("a[href='/reports/schedules/new']"));
    }

    [Fact]
    public void A_new_schedule_takes_over_what_the_report_was_asked_and_says_when_it_is_due_first()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/reports/schedules/new?report=alert-quality&from=2026-01-01&to=2026-01-31&zone=Europe/Berlin&service=checkout&compare=year");
        var page = Render<SchedulePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#s-report")));
        Assert.Equal(("checkout", "Europe/Berlin"), (page.Find("#s-service").GetAttribute("value"), page.Find("#s-zone").GetAttribute("value")));
        Assert.Equal(("alert-quality", "year"), (page.Find("#s-report").GetAttribute("value"), page.Find("#s-compare").GetAttribute("value")));
        Assert.Contains("First due Tue 1 Dec 2026 06:00, about 1 Nov to 30 Nov 2026.", page.Markup, StringComparison.Ordinal);
        page.Find("#s-day").Change("31");
        page.WaitForAssertion(() => Assert.Contains("First due Mon 30 Nov 2026 06:00, about 1 Oct to 31 Oct 2026.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_keeps_what_was_typed_and_what_is_saved_is_sent_and_deleted()
    {
        await PersonAsync();
        var page = Render<SchedulePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#s-recipients")));
        page.Find("#s-report").Change("event-volume");
        page.Find("#s-recipients").Change("ada@example.org\nnot an address");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("not an address is not one plain mail address", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("not an address", page.Find("#s-recipients").GetAttribute("value"), StringComparison.Ordinal);
        page.Find("#s-recipients").Change("ada@example.org, bo@example.org");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.EndsWith("/reports/schedules/RSC-1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var saved = Render<SchedulePage>(parameters => parameters.Add(asked => asked.Number, "RSC-1"));
        saved.WaitForAssertion(() => Assert.Contains("Nothing was sent yet", saved.Markup, StringComparison.Ordinal));
        Button(saved, "Send now").Click();
        saved.WaitForAssertion(() => Assert.Contains("On its way", saved.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Contains("event-volume-20261001-20261031.pdf", saved.Markup, StringComparison.Ordinal);
        Assert.Contains("bo@example.org: waiting", saved.Markup, StringComparison.Ordinal);
        Button(saved, "Pause").Click();
        saved.WaitForAssertion(() => Assert.Contains("It is paused.", saved.Markup, StringComparison.Ordinal));

        // What was sent and paused here does not count as changed by somebody else.
        saved.Find("#s-zone").Change("Europe/Berlin");
        saved.Find("form").Submit();
        saved.WaitForAssertion(() => Assert.Contains("You answer for it now.", saved.Markup, StringComparison.Ordinal));
        var list = Render<SchedulesPage>();
        list.WaitForAssertion(() => Assert.Contains("paused", list.Markup, StringComparison.Ordinal));
        Assert.Contains("to 2 recipients", list.Markup, StringComparison.Ordinal);
        list.Instance.Dispose();
        saved.Instance.Dispose();
        Assert.Equal(0, Feed.Listeners(ChangeKind.ReportSchedules));
    }

    [Fact]
    public async Task Those_who_only_read_see_the_history_and_no_acts()
    {
        await PersonAsync();
        await Services.GetRequiredService<OpsPortal.Features.Improve.Reports.Schedules.Acts.SaveSchedule>().RunAsync(
            new(Dana, "Dana Okafor", "", Permissions.All, ""), null, new() { Report = "event-volume", Recipients = ["ada@example.org"] }, null, Xunit.TestContext.Current.CancellationToken);
        SignIn(Duty.Auditor);
        var page = Render<SchedulePage>(parameters => parameters.Add(asked => asked.Number, "RSC-1"));
        page.WaitForAssertion(() => Assert.Contains("Nothing was sent yet", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button"));
        Assert.All(page.FindAll("fieldset"), part => Assert.True(part.HasAttribute("disabled")));
        var unknown = Render<SchedulePage>(parameters => parameters.Add(asked => asked.Number, "RSC-99"));
        unknown.WaitForAssertion(() => Assert.Contains("There is no schedule RSC-99", unknown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_offers_to_be_taken_away()
    {
        _authorization.SetPolicies(Permissions.ReportsSchedule);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/reports/event-volume?from=2026-11-01&to=2026-11-02&zone=UTC");
        var page = Render<ReportPage>(parameters => parameters.Add(asked => asked.Name, "event-volume"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("a[href='/api/v1/reports/event-volume.pdf?from=2026-11-01&to=2026-11-02&zone=UTC']")), TimeSpan.FromSeconds(20));
        Assert.NotEmpty(page.FindAll("a[href='/api/v1/reports/event-volume.xlsx?from=2026-11-01&to=2026-11-02&zone=UTC']"));
        Assert.NotEmpty(page.FindAll("a[href='/reports/schedules/new?report=event-volume&from=2026-11-01&to=2026-11-02&zone=UTC']"));
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string name) where T : IComponent => page.FindAll("button").Single(button => button.TextContent.Trim() == name);

    private void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));

    /// <summary>Dana with an account and the duty of a manager, as the portal looks her up when it makes a report.</summary>
    private async Task PersonAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var person = await db.Persons.SingleAsync(one => one.Id == Dana, Xunit.TestContext.Current.CancellationToken);
        person.Start(Duty.Manager, "Avery", Clock.GetUtcNow());
        db.Add(new Account { Id = Guid.CreateVersion7(Clock.GetUtcNow()), UserName = "dana@example.org", NormalizedUserName = "DANA@EXAMPLE.ORG", Email = "dana@example.org", NormalizedEmail = "DANA@EXAMPLE.ORG", PersonId = Dana, CreatedAt = Clock.GetUtcNow() });
        await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
    }
}
