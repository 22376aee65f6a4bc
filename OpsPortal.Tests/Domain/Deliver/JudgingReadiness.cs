using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Domain.Deliver;

/// <summary>Which criteria hold, by what is known at the moment.</summary>
public sealed class JudgingReadiness
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ChangeNumber Number = new(7);

    private static readonly ServiceGraph Graph = ServiceGraph.Build([], [(new("checkout"), new("orders-db")), (new("storefront"), new("checkout"))]);

    private static readonly Actor Ada = new(PersonId.New(Noon), "Ada", "ada@example.org", new HashSet<string>(), "");

    private static readonly ChangePlan Plan = new()
    {
        Title = "Upgrade",
        Environment = "production",
        Components = [new(new("checkout"), "api", "2.0", "", "")],
        Window = new(Noon.AddHours(1), Noon.AddHours(3), "UTC"),
        Steps = [new("Deploy", "")],
    };

    [Fact]
    public void What_is_needed_must_have_no_open_exception_and_only_that_counts()
    {
        var criterion = Criterion(CriterionKind.DependencyHealth);
        Assert.Equal(CriterionState.Met, Judge(criterion, new() { Exceptions = [new(new("storefront"), "EVT-1", "Slow"), new(new("checkout"), "EVT-2", "Slow")] }).State);
        var ill = Judge(criterion, new() { Exceptions = [new(new("orders-db"), "EVT-3", "Disk full")] });
        Assert.Equal((CriterionState.NotMet, "EVT-3 Disk full is open on orders-db."), (ill.State, ill.Words));
    }

    [Fact]
    public void No_major_incident_is_open_here_or_upstream()
    {
        var criterion = Criterion(CriterionKind.NoMajorIncident);
        Assert.Equal(CriterionState.Met, Judge(criterion, new() { Incidents = [new("INC-1", "Slow", "P1", new("storefront"))] }).State);
        Assert.Equal(CriterionState.NotMet, Judge(criterion, new() { Incidents = [new("INC-1", "Slow", "P1", new("checkout"))] }).State);
        Assert.Equal(CriterionState.NotMet, Judge(criterion, new() { Incidents = [new("INC-1", "Slow", "P2", new("orders-db"))] }).State);
    }

    [Theory]
    [InlineData(79.0, true, 0, null, CriterionState.Met)]
    [InlineData(81.0, true, 0, null, CriterionState.NotMet)]
    [InlineData(25.0, false, 0, null, CriterionState.NotMet)]
    [InlineData(121.0, false, 0, null, CriterionState.Met)]
    [InlineData(10.0, true, 61, null, CriterionState.NotMet)]
    [InlineData(10.0, true, 0, 5, CriterionState.NotMet)]
    [InlineData(10.0, true, 0, 30, CriterionState.Met)]
    public void There_must_be_room_now_and_soon(double value, bool growsUp, int minutesOld, int? daysUntilFull, CriterionState state)
    {
        var reading = new CapacityReading(new("checkout"), "MON-1", "Disk", value, 100, growsUp, Noon.AddMinutes(-minutesOld), daysUntilFull is { } days ? Noon.AddDays(days) : null, Fires: false);
        Assert.Equal(state, Judge(Criterion(CriterionKind.Capacity), new() { Capacity = [reading] }).State);
        Assert.Equal(CriterionState.NotMet, Judge(Criterion(CriterionKind.Capacity), new() { Capacity = [reading with { Fires = true }] }).State);
        Assert.Equal(CriterionState.Missing, Judge(Criterion(CriterionKind.Capacity), new() { Capacity = [reading with { Service = new("storefront") }] }).State);
    }

    [Fact]
    public void It_is_planned_not_over_and_inside_the_windows_of_its_services()
    {
        var criterion = Criterion(CriterionKind.Window);
        var window = new PlannedWork(Clashes.MaintenanceWork, "MW-1", "Night", [new("checkout")], "", Noon, Noon.AddHours(4));
        Assert.Equal(CriterionState.Met, Judge(criterion, new()).State);
        Assert.Equal(CriterionState.Met, Judge(criterion, new() { Windows = [window] }).State);
        Assert.Equal(CriterionState.NotMet, Judge(criterion, new() { Windows = [window with { End = Noon.AddHours(2) }] }).State);
        Assert.Equal(CriterionState.Met, Judge(criterion, new() { Windows = [window with { End = Noon.AddHours(2), IsAgreed = false }] }).State);
        Assert.Equal(CriterionState.NotMet, Judge(criterion, new(), Noon.AddHours(3)).State);
        Assert.Equal(CriterionState.Missing, Judge(criterion, new(), plan: Plan with { Window = null }).State);
    }

    [Fact]
    public void The_last_report_counts_until_it_expires_and_only_for_its_service_and_environment()
    {
        var criterion = Criterion(CriterionKind.SignedReport, holds: TimeSpan.FromHours(10));
        var good = Report("a", Noon.AddHours(-2), passed: true);
        Assert.Equal(CriterionState.Met, Judge(criterion, new() { Reports = [good] }).State);
        Assert.Equal(CriterionState.Missing, Judge(criterion, new()).State);
        Assert.Equal(CriterionState.Missing, Judge(criterion, new() { Reports = [good] }, plan: Plan with { Environment = "staging" }).State);
        Assert.Equal(CriterionState.NotMet, Judge(criterion, new() { Reports = [Report("b", Noon.AddHours(-1), passed: false), good] }).State);
        Assert.Equal(CriterionState.Met, Judge(criterion, new() { Reports = [Report("b", Noon.AddHours(-3), passed: false), good] }).State);
        Assert.Equal(CriterionState.Expired, Judge(criterion, new() { Reports = [good] }, Noon.AddHours(8)).State);
        Assert.Equal(CriterionState.Missing, Judge(criterion, new() { Reports = [good] }, plan: Plan with { Components = [.. Plan.Components, new(new("orders-db"), "db", "1", "", "")] }).State);
    }

    [Fact]
    public void What_a_person_shows_holds_for_this_plan_until_it_expires_and_may_be_a_no()
    {
        var criterion = Criterion(CriterionKind.ByPerson, holds: TimeSpan.FromHours(2));
        var shown = Give(criterion, Plan, new("Read the runbook", ""));
        Assert.Equal((CriterionState.Met, "Read the runbook", "Ada", Noon.AddHours(2)), (Judge(criterion, new() { Evidence = [shown] }) is var standing ? standing.State : default, standing.Words, standing.By, standing.ExpiresAt));
        Assert.Equal(CriterionState.Missing, Judge(criterion, new()).State);
        Assert.Equal(CriterionState.Expired, Judge(criterion, new() { Evidence = [shown] }, Noon.AddHours(2)).State);
        Assert.Equal(CriterionState.Met, Judge(criterion, new() { Evidence = [shown] }, plan: Plan with { Title = "Another name" }).State);
        Assert.Equal(CriterionState.Expired, Judge(criterion, new() { Evidence = [shown] }, plan: Plan with { Steps = [new("Deploy twice", "")] }).State);
        Assert.Equal(CriterionState.NotMet, Judge(criterion, new() { Evidence = [shown, Give(criterion, Plan, new("It failed", "", Holds: false), Noon.AddMinutes(1))] }, Noon.AddMinutes(2)).State);
    }

    [Fact]
    public void Evidence_is_given_by_a_person_with_something_to_look_at_for_a_time_that_is_allowed()
    {
        var criterion = Criterion(CriterionKind.ByPerson, holds: TimeSpan.FromHours(2));
        Assert.Equal("readiness.not-a-person", Try(criterion, new("x", ""), Ada with { Person = null }));
        Assert.Equal("readiness.invalid-evidence", Try(criterion, new(" ", "")));
        Assert.Equal("readiness.invalid-link", Try(criterion, new("", "javascript:alert(1)")));
        Assert.Equal("readiness.invalid-expiry", Try(criterion, new("x", "", ExpiresAt: Noon.AddHours(3))));
        Assert.Equal("readiness.invalid-expiry", Try(criterion, new("x", "", ExpiresAt: Noon)));
        Assert.Equal("readiness.automatic", Try(Criterion(CriterionKind.Window), new("x", "")));
        Assert.Null(Try(criterion, new("", "https://wiki.example.org/runbook", ExpiresAt: Noon.AddHours(1))));
    }

    [Fact]
    public void Only_what_binds_holds_back_and_the_refusal_names_it()
    {
        var standings = ReadinessJudge.Judge([Criterion(CriterionKind.ByPerson), Criterion(CriterionKind.Window), Criterion(CriterionKind.SignedReport, binding: false)], Case(Plan), new() { Graph = Graph }, Noon);
        Assert.Equal([CriterionState.Missing, CriterionState.Met, CriterionState.Missing], standings.Select(standing => standing.State));
        Assert.Equal(new Refusal("readiness.not-met", "It is not ready. ByPerson: Nobody has shown it yet."), ReadinessJudge.Refuse(standings));
        Assert.Null(ReadinessJudge.Refuse([.. standings.Skip(1)]));
    }

    [Fact]
    public void A_criterion_is_asked_where_it_says_and_nowhere_else()
    {
        var criterion = Made(new CriterionDraft { Name = "A", Environments = ["Production"], Tiers = [Tier.Production] });
        Assert.True(criterion.Applies("production", [Tier.Production]));
        Assert.False(criterion.Applies("staging", [Tier.Production]));
        Assert.False(criterion.Applies("production", [Tier.Staging]));
        Assert.True(Made(new CriterionDraft { Name = "A" }).Applies("anything", [Tier.Test]));
    }

    [Theory]
    [InlineData("", "", 60, 20, "readiness.invalid-name")]
    [InlineData("A", "Not a check", 60, 20, "readiness.invalid-check")]
    [InlineData("A", "security-baseline", 0, 20, "readiness.invalid-hold")]
    [InlineData("A", "security-baseline", 60, 91, "readiness.invalid-headroom")]
    public void A_criterion_that_says_nothing_is_refused(string name, string report, int minutes, int headroom, string code) =>
        Assert.Equal(code, OpsPortal.Domain.Deliver.Readiness.Criterion.Create(new() { Name = name, Kind = CriterionKind.SignedReport, Report = report, Holds = TimeSpan.FromMinutes(minutes), Headroom = headroom }, "Ada", Noon).Refusal?.Code);

    private static CriterionStanding Judge(Criterion criterion, ReadinessFacts facts, DateTimeOffset? at = null, ChangePlan? plan = null) => Assert.Single(ReadinessJudge.Judge([criterion], Case(plan ?? Plan), facts with { Graph = Graph }, at ?? Noon));

    private static ReadinessCase Case(ChangePlan plan) => new(Number, plan, [Tier.Production]);

    private static Criterion Criterion(CriterionKind kind, TimeSpan? holds = null, bool binding = true) => Made(new() { Name = kind.ToString(), Kind = kind, Report = "security-baseline", Holds = holds ?? TimeSpan.FromDays(1), IsBinding = binding });

    private static Criterion Made(CriterionDraft draft) => Assert.IsType<Outcome<Criterion>.Done>(OpsPortal.Domain.Deliver.Readiness.Criterion.Create(draft, "Ada", Noon)).Value;

    private static ReadinessEvidence Give(Criterion criterion, ChangePlan plan, EvidenceDraft draft, DateTimeOffset? at = null) => Assert.IsType<Outcome<ReadinessEvidence>.Done>(ReadinessEvidence.Give(criterion, Number, plan, draft, Ada, at ?? Noon)).Value;

    private static string? Try(Criterion criterion, EvidenceDraft draft, Actor? by = null) => ReadinessEvidence.Give(criterion, Number, Plan, draft, by ?? Ada, Noon).Refusal?.Code;

    private static SignedReport Report(string id, DateTimeOffset issued, bool passed) => new()
    {
        Id = id,
        Check = "security-baseline",
        Service = new("checkout"),
        Environment = "Production",
        Passed = passed,
        Summary = "",
        Link = "",
        IssuedAt = issued,
        ExpiresAt = issued.AddDays(1),
        From = "scanner",
    };
}
