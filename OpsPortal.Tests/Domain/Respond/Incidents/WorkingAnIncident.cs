using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using static OpsPortal.Domain.Respond.Incidents.IncidentState;

namespace OpsPortal.Tests.Domain.Respond.Incidents;

/// <summary>An incident from opening to closure: what is allowed, what is refused, and how its clocks run.</summary>
public sealed class WorkingAnIncident
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Dana = new(PersonId.New(Noon), "Dana", "dana@example.org", Permissions.All, "");
    private static readonly IncidentTarget Target = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(4));

    [Fact]
    public void Every_arrow_of_the_lifecycle_is_meant()
    {
        var allowed = from one in Enum.GetValues<IncidentState>() from other in Enum.GetValues<IncidentState>() where IncidentLifecycle.Allows(one, other) select $"{one}>{other}";
        Assert.Equal(
            ["New>Investigating", "New>Resolved", "Investigating>Mitigated", "Investigating>Resolved", "Mitigated>Investigating", "Mitigated>Resolved", "Resolved>Investigating", "Resolved>Closed", "Closed>Investigating"],
            allowed);
    }

    [Fact]
    public void Whoever_takes_it_on_owns_it_and_a_second_is_refused()
    {
        var incident = Open();
        Assert.Null(incident.Acknowledge(Dana, Noon.AddMinutes(2)).Refusal);
        Assert.Equal((Investigating, "Dana", Dana.Person), (incident.State, incident.OwnerName, incident.Owner));
        Assert.Equal("incident.already-acknowledged", incident.Acknowledge(Dana, Noon.AddMinutes(3)).Refusal?.Code);
    }

    [Fact]
    public void A_grave_one_is_resolved_with_its_cause_and_closed_with_a_lesson()
    {
        var incident = Open(Priority.P2);
        incident.Acknowledge(Dana, Noon);
        Assert.Equal("incident.lesson-missing", incident.Resolve(ResolutionCode.Fixed, " ", Dana, Noon).Refusal?.Code);
        Assert.Null(incident.Resolve(ResolutionCode.Fixed, "A full disk", Dana, Noon.AddHours(1)).Refusal);
        Assert.Equal("incident.lesson-missing", incident.Close("", 0, Dana, Noon).Refusal?.Code);
        Assert.Null(incident.Close("Watch the disk", 0, Dana, Noon.AddHours(2)).Refusal);
        Assert.Equal((Closed, "A full disk", "Watch the disk"), (incident.State, incident.Cause, incident.Lesson));
        Assert.Null(Resolved(Open(Priority.P3)).Close("", 0, Dana, Noon).Refusal);
    }

    [Fact]
    public void A_major_one_is_closed_only_after_its_checklist_and_its_review()
    {
        var incident = Open(Priority.P3);
        incident.Declare(isMajor: true, "Everybody is hit", Dana, Noon);
        Assert.Equal("Dana", incident.CommanderName);
        Resolved(incident);
        Assert.Equal("incident.checklist-open", incident.Close("x", 3, Dana, Noon).Refusal?.Code);
        Assert.Equal("incident.review-missing", incident.Close("x", 0, Dana, Noon).Refusal?.Code);
        Assert.Equal("incident.text-missing", incident.Look("It broke", "", Dana, Noon).Refusal?.Code);
        Assert.Null(incident.Look("It broke", "Test the failover", Dana, Noon).Refusal);
        Assert.Null(incident.Close("", 0, Dana, Noon).Refusal);
        Assert.Equal("Test the failover", incident.Lesson);
    }

    [Fact]
    public void The_clock_of_the_resolution_stands_while_it_is_on_hold_and_after_it_was_resolved()
    {
        var incident = Open();
        incident.Acknowledge(Dana, Noon.AddMinutes(20));
        Assert.Equal((TargetState.Met, TimeSpan.FromMinutes(20)), Of(incident.ResponseClock(Target, Noon.AddHours(9))));
        incident.Hold("The supplier looks", Dana, Noon.AddHours(1));
        Assert.Equal("incident.on-hold", incident.Hold("again", Dana, Noon.AddHours(1)).Refusal?.Code);
        Assert.Equal((TargetState.Paused, TimeSpan.FromHours(1)), Of(incident.ResolutionClock(Target, Noon.AddHours(6))));
        incident.Continue(Dana, Noon.AddHours(6));
        var clock = incident.ResolutionClock(Target, Noon.AddHours(7));
        Assert.Equal((TargetState.Running, TimeSpan.FromHours(2), Noon.AddHours(9)), (clock.State, clock.Used, clock.DueAt));
        incident.Resolve(ResolutionCode.Supplier, "", Dana, Noon.AddHours(8));
        Assert.Equal((TargetState.Met, TimeSpan.FromHours(3)), Of(incident.ResolutionClock(Target, Noon.AddDays(3))));
        incident.Reopen("It is back", Dana, Noon.AddHours(20));
        Assert.Equal((TargetState.Near, TimeSpan.FromHours(3.5)), Of(incident.ResolutionClock(Target, Noon.AddHours(20.5))));
        Assert.Equal((TargetState.Missed, TimeSpan.FromHours(5)), Of(incident.ResolutionClock(Target, Noon.AddHours(22))));

        static (TargetState State, TimeSpan Used) Of(IncidentClock clock) => (clock.State, clock.Used);
    }

    [Fact]
    public void Of_two_who_write_at_once_the_later_is_told_and_nothing_is_lost()
    {
        var incident = Open();
        Assert.Null(incident.Describe("Ours", 0, Dana, Noon).Refusal);
        Assert.Equal(IncidentRefusals.TextChangedCode, incident.Describe("Theirs", 0, Dana, Noon).Refusal?.Code);
        Assert.Equal(("Ours", 1), (incident.Description, incident.DescriptionVersion));
        Assert.Null(incident.Describe("Ours\nTheirs", 1, Dana, Noon).Refusal);
    }

    [Fact]
    public void An_act_that_is_refused_changes_nothing_and_every_act_leaves_a_line()
    {
        var incident = Open();
        var (version, lines) = (incident.Version, incident.NewEntries.Count);
        Assert.NotNull(incident.Close("x", 0, Dana, Noon).Refusal);
        Assert.NotNull(incident.Worsen("x", Dana, Noon).Refusal);
        Assert.NotNull(incident.Reopen("x", Dana, Noon).Refusal);
        Assert.NotNull(incident.Continue(Dana, Noon).Refusal);
        Assert.NotNull(incident.Comment(" ", Dana, Noon).Refusal);
        Assert.Equal((version, lines), (incident.Version, incident.NewEntries.Count));
        incident.Acknowledge(Dana, Noon);
        incident.Mitigate("Moved to the other site", Dana, Noon);
        incident.Worsen("Full again", Dana, Noon);
        Assert.Equal([Investigating, Mitigated, Investigating], incident.NewEntries.Where(entry => entry.To is not null).Select(entry => entry.To!.Value));
    }

    [Theory]
    [InlineData("", "incident.no-title")]
    [InlineData("  ", "incident.no-title")]
    public void It_has_a_title(string title, string code) => Assert.Equal(code, Incident.Open(new(1), title, "", Priority.P3, Dana, Noon).Refusal?.Code);

    [Fact]
    public void A_title_has_a_length() => Assert.Equal("incident.text-too-long", Incident.Open(new(1), new('x', 301), "", Priority.P3, Dana, Noon).Refusal?.Code);

    private static Incident Open(Priority priority = Priority.P3) => Assert.IsType<Outcome<Incident>.Done>(Incident.Open(new(1), "Checkout is down", "shop", priority, Dana, Noon)).Value;

    private static Incident Resolved(Incident incident)
    {
        Assert.Null(incident.Resolve(ResolutionCode.Fixed, "cause", Dana, Noon).Refusal);
        return incident;
    }
}
