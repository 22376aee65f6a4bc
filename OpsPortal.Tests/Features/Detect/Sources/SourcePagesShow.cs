using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Json;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Book;
using OpsPortal.Features.Detect.Sources.Fingerprints;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.Detect.Sources.Mapping;
using OpsPortal.Features.Detect.Sources.Pages;
using OpsPortal.Features.Detect.Sources.Queries;
using OpsPortal.Tests.Support;
using TestContext = Xunit.TestContext;

namespace OpsPortal.Tests.Features.Detect.Sources;

/// <summary>What a person sees of sources.</summary>
public sealed class SourcePagesShow : OpenPages, IClassFixture<SqliteDatabase>
{
    public SourcePagesShow(SqliteDatabase database)
        : base(database)
    {
        Services.AddSingleton<SourceLedger>().AddSingleton<LedgerWriter>().AddSingleton<SourceQueries>().AddSingleton<SourceSnippets>().AddScoped<SourcePageTools>();
        Services.AddSingleton<SourceActs>().AddSingleton<AddSource>().AddSingleton<RotateSourceKey>().AddSingleton<ChangeSource>().AddSingleton<SetSourceSecret>().AddSingleton<RemoveSource>()
            .AddSingleton<SaveMapping>().AddSingleton<SourceDesk>().AddSingleton<SourceSecrets>().AddSingleton<FingerprintTrial>().AddSingleton<SaveFingerprint>().AddSingleton<SignalPath>();
        Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
    }

    private void SignInLive(Duty duty)
    {
        SignIn(duty);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_row_for_each_source_with_its_state_and_no_button_for_who_may_only_look()
    {
        SignInLive(Duty.ServiceDesk);
        await AddAsync("quiet");
        await AddAsync("loud");
        The<SourceLedger>().Took("loud", [Alert("A"), Alert("B")]);
        The<SourceLedger>().Refused("loud", "malformed", "The body is no JSON", "{"u8);
        await The<LedgerWriter>().WriteAsync(Stopping);
        var page = Render<SourcesPage>();
        var rows = page.FindAll("table[aria-label=Sources] tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains(rows, row => row.Contains("quiet", StringComparison.Ordinal) && row.Contains("Nothing yet", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("loud", StringComparison.Ordinal) && row.Contains("Some refused", StringComparison.Ordinal) && row.Contains("just now", StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Add source");
    }

    [Fact]
    public async Task A_source_shows_what_was_refused_with_its_payload_how_to_point_at_it_and_follows_what_comes()
    {
        SignInLive(Duty.Operator);
        await AddAsync("tool");
        The<SourceLedger>().Refused("tool", "invalid", "item 1, status: 'odd' is neither", "{\"status\":\"odd\",\"token\":\"hush\"}"u8);
        await The<LedgerWriter>().WriteAsync(Stopping);
        var page = Render<SourcePage>(with => with.Add(source => source.Name, "tool"));
        var refused = page.Find("details pre").TextContent;
        Assert.Contains("\"odd\"", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused, StringComparison.Ordinal);
        Assert.Contains("/intake/json/tool", page.Find("figure pre").TextContent, StringComparison.Ordinal);

        The<SourceLedger>().Took("tool", [Alert("Fresh")]);
        await The<LedgerWriter>().WriteAsync(Stopping);
        page.WaitForAssertion(() => Assert.Contains("alertname=Fresh", page.Find("table[aria-label=Signals]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_source_says_so()
    {
        SignInLive(Duty.Operator);
        await AddAsync("other");
        Assert.Contains("There is no source nobody", Render<SourcePage>(with => with.Add(source => source.Name, "nobody")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mapping_is_tried_while_typed_and_an_error_stands_beside_its_field()
    {
        SignInLive(Duty.Operator);
        await AddAsync("typed");
        The<SourceLedger>().Received("typed", """{"title":"Full","host":"db-7","status":"open"}"""u8);
        await The<LedgerWriter>().WriteAsync(Stopping);
        var page = Render<MappingPage>(with => with.Add(mapping => mapping.Name, "typed"));
        Assert.Contains("1. Firing", page.Markup, StringComparison.Ordinal);
        page.Find("#status").Input("{host}");
        Assert.Contains("'db-7' is neither among the firing", page.Find("#status-said").TextContent, StringComparison.Ordinal);
        page.Find("#severity").Input("{");
        Assert.Contains("not closed", page.Find("#severity-said").TextContent, StringComparison.Ordinal);
        Assert.True(page.FindAll("button").Single(button => button.TextContent == "Save mapping").HasAttribute("disabled"));

        page.Find("#severity").Input("critical");
        page.Find("#status").Input("{status}");
        page.FindAll("button").Single(button => button.TextContent == "Save mapping").Click();
        page.WaitForAssertion(() => Assert.Contains("Saved.", page.Markup, StringComparison.Ordinal));
        await using var db = Open();
        var stored = MappingText.Read((await db.Set<IntakeSource>().SingleAsync(source => source.Name == "typed", Stopping)).Mapping);
        Assert.Equal(("critical", "{status}"), (stored.Severity, stored.Status));
    }

    [Fact]
    public async Task A_fingerprint_rule_is_tried_on_the_last_events_while_it_is_chosen()
    {
        SignInLive(Duty.Operator);
        await AddAsync("pods");
        await using (var db = Open())
        {
            foreach (var number in new[] { 900_001, 900_002 }) db.Add(Raised(number));
            await db.SaveChangesAsync(Stopping);
        }

        var page = Render<FingerprintPage>(with => with.Add(fingerprint => fingerprint.Name, "pods"));
        Assert.Contains("2 different things now, 2 different things with this rule.", Text(page), StringComparison.Ordinal);
        page.FindAll("input[type=radio]")[1].Change(true);
        Assert.Contains("Choose at least one label.", page.Markup, StringComparison.Ordinal);
        page.FindAll("input[type=checkbox]").First(box => box.ParentElement!.TextContent.Contains("alertname", StringComparison.Ordinal)).Change(true);
        Assert.Contains("2 different things now, 1 thing with this rule.", Text(page), StringComparison.Ordinal);
        Assert.Contains("pod", page.FindAll("table[aria-label='What would become one'] td")[2].TextContent, StringComparison.Ordinal);

        static string Text(IRenderedComponent<FingerprintPage> page) => page.Find("section[aria-labelledby=preview-heading]").TextContent;
    }

    private static OpsPortal.Domain.Detect.Events.Event Raised(int number)
    {
        var alert = Alert("Restarting");
        var signal = alert with { Source = "pods", Labels = OpsPortal.Domain.Detect.Signals.LabelSet.From([.. alert.Labels, new("pod", $"pod-{number}")]) };
        return OpsPortal.Domain.Detect.Events.Event.Raise(new(number), signal, "Restarting", default, default, null, DateTimeOffset.UnixEpoch);
    }

    private static OpsPortal.Domain.Detect.Signals.Signal Alert(string name) => new(
        "loud", OpsPortal.Domain.Detect.Signals.LabelSet.From(("alertname", name)), OpsPortal.Domain.Detect.Signals.LabelSet.Empty,
        DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, EndIsAssumed: true, "");

    private async Task AddAsync(string name)
    {
        await using var db = Open();
        await db.Set<SourceSample>().ExecuteDeleteAsync(Stopping);
        await db.Set<SourceMinute>().ExecuteDeleteAsync(Stopping);
        await db.Set<IntakeSource>().Where(source => source.Name == name).ExecuteDeleteAsync(Stopping);
        db.Add(Assert.IsType<Outcome<IntakeSource>.Done>(IntakeSource.Create(name, SourceKind.Json, "", The<TimeProvider>().GetUtcNow())).Value);
        await db.SaveChangesAsync(Stopping);
    }
}
