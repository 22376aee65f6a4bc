using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Domain.Detect.Prioritisation;

/// <summary>Impact × urgency is the priority; people may say otherwise, and new facts raise what they said, but never lower it.</summary>
public sealed class WeighingEvents
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Dana = new(null, "Dana", "dana@demo.local", Duties.Permit([Duty.ServiceDesk]), "");

    [Fact]
    public void What_carries_something_critical_is_of_critical_impact()
    {
        var catalogue = Catalogue(("shop", Criticality.Critical, 400, ["database"]), ("database", Criticality.Low, 0, []), ("mail", Criticality.Low, 0, []));
        var impact = Stakes.Of(catalogue, new("database"));
        Assert.Equal((Impact.Critical, "shop is of critical criticality; 1 service needs it; 400 users notice"), (impact!.Impact, impact.Words));
        Assert.Equal(Impact.Low, Stakes.Of(catalogue, new("mail"))!.Impact);
        Assert.Null(Stakes.Of(catalogue, new("nowhere")));
    }

    [Theory]
    [InlineData(0, 0, Impact.Low)]
    [InlineData(10, 0, Impact.High)]
    [InlineData(50, 0, Impact.Critical)]
    [InlineData(0, 1000, Impact.High)]
    [InlineData(0, 10_000, Impact.Critical)]
    public void Many_dependants_or_users_raise_the_impact(int dependants, int users, Impact expected) => Assert.Equal(expected, new Stakes(Criticality.Low, new("a"), dependants, users).Impact);

    [Theory]
    [InlineData(EventType.Exception, null, Urgency.High)]
    [InlineData(EventType.Warning, null, Urgency.Medium)]
    [InlineData(EventType.Informational, null, Urgency.Low)]
    [InlineData(EventType.Warning, 3, Urgency.High)]
    [InlineData(EventType.Warning, 5, Urgency.Medium)]
    public void A_limit_that_is_reached_soon_is_urgent(EventType type, int? hours, Urgency expected) =>
        Assert.Equal(expected, PriorityMatrix.UrgencyOf(type, hours is { } within ? Noon.AddHours(within) : null, Noon));

    [Fact]
    public void The_time_of_a_breach_is_read_from_what_the_source_tells()
    {
        Assert.Equal(Noon, PriorityMatrix.Breach(LabelSet.Empty, LabelSet.From(("breach_at", "2026-03-01T12:00:00Z"))));
        Assert.Null(PriorityMatrix.Breach(LabelSet.Empty, LabelSet.From(("breach_at", "soon"))));
    }

    [Fact]
    public void A_matrix_in_which_the_graver_is_less_pressing_is_refused()
    {
        var cells = PriorityMatrix.Usual.Cells.Select(row => row.ToArray()).ToArray();
        Assert.IsType<Outcome<PriorityMatrix>.Done>(PriorityMatrix.Create(cells));
        cells[(int)Impact.Critical][(int)Urgency.High] = Priority.P4;
        Assert.Equal("priority.invalid-order", PriorityMatrix.Create(cells).Refusal?.Code);
        Assert.Equal("priority.invalid-matrix", PriorityMatrix.Create([]).Refusal?.Code);
    }

    [Fact]
    public void Without_a_persons_word_an_event_follows_the_facts_both_ways()
    {
        var e = Raised(Priority.P3);
        e.Recompute(Priority.P1, "shop is critical", Noon);
        e.Recompute(Priority.P4, "shop is low", Noon);
        Assert.Equal((Priority.P4, "P3 → P1: shop is critical|P1 → P4: shop is low"), (e.Priority, string.Join('|', e.NewEntries.Select(entry => entry.Text))));
    }

    [Fact]
    public void What_a_person_set_is_raised_by_new_facts_and_never_lowered()
    {
        var e = Raised(Priority.P3);
        Assert.Equal("event.text-missing", e.Reprioritise(Priority.P2, " ", Dana, Noon).Refusal?.Code);
        Assert.Null(e.Reprioritise(Priority.P2, "The boss waits", Dana, Noon).Refusal);
        e.Recompute(Priority.P3, "nothing new", Noon);
        e.Recompute(Priority.P4, "less critical", Noon);
        Assert.Equal((Priority.P2, "Dana"), (e.Priority, e.PrioritySetBy));
        e.Recompute(Priority.P1, "more critical", Noon);
        Assert.Equal((Priority.P1, ""), (e.Priority, e.PrioritySetBy));
    }

    [Fact]
    public void What_a_person_lowered_stays_lowered_while_the_facts_stay()
    {
        var e = Raised(Priority.P1);
        e.Reprioritise(Priority.P4, "A test system", Dana, Noon);
        e.Recompute(Priority.P1, "as before", Noon);
        Assert.Equal(Priority.P4, e.Priority);
    }

    private static Event Raised(Priority priority) =>
        Event.Raise(new(1), new("alertmanager", LabelSet.From(("alertname", "Disk")), LabelSet.Empty, Noon, Noon.AddHours(1), false, ""), "Disk", EventType.Warning, priority, null, Noon);

    private static CatalogueSnapshot Catalogue(params (string Key, Criticality Criticality, int Users, string[] Needs)[] services) => new(services.Select(service => new CatalogueEntry(
        new() { Key = new(service.Key), Name = service.Key, Criticality = service.Criticality, UsersAffected = service.Users, Dependencies = [.. service.Needs.Select(need => new Dependency(new(need), DependencyKind.Calls))] }, "", "", 1, Noon)), 1);
}
