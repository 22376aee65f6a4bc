using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Tests.Domain.Respond.Automation;

/// <summary>Triggers, events and people for tests of automation.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Olga = Person("Olga", 1);
    public static readonly Actor Priya = Person("Priya", 2);

    public static Trigger Trigger(Guardrails? rails = null, TriggerMode mode = TriggerMode.Live, Actor? savedBy = null, TriggerAction? action = null)
    {
        var trigger = new Trigger
        {
            Number = new(7),
            Name = "Restart",
            Reason = "A test.",
            Mode = mode,
            Condition = Condition(),
            Action = action ?? new() { Url = "https://hooks.example/restart" },
            Guardrails = rails ?? new(),
        };
        trigger.Saved(savedBy ?? Olga, Noon);
        return trigger;
    }

    public static TriggerCondition Condition(Occasion on = Occasion.Raised, string source = "", string service = "", Priority? atLeast = null, EventType? type = null, params string[] matchers) =>
        Assert.IsType<Outcome<TriggerCondition>.Done>(TriggerCondition.Create(on, TimeSpan.FromMinutes(15), source, service, atLeast, type, matchers)).Value;

    public static Event Event(string service = "checkout", Priority priority = Priority.P2, params (string Name, string Value)[] labels)
    {
        var signal = new Signal("alertmanager", LabelSet.From([("alertname", "DiskFull"), .. labels]), LabelSet.From(("summary", "Disk is full")), Noon, Noon.AddMinutes(5), EndIsAssumed: false, "");
        var raised = OpsPortal.Domain.Detect.Events.Event.Raise(new(1042), signal, "Disk is full", EventType.Exception, priority, null, Noon);
        raised.Service = service;
        return raised;
    }

    public static TriggerRun Run(Trigger trigger, DateTimeOffset? at = null) => new()
    {
        Number = new(17),
        Trigger = trigger.Number,
        TriggerName = trigger.Name,
        SavedBy = trigger.ChangedBy,
        Event = new(1042),
        Identity = "alertmanager:1",
        Target = "checkout",
        At = at ?? Noon.AddMinutes(1),
        Input = "{}",
        Chain = trigger.Number.ToString(),
    };

    private static Actor Person(string name, int id) => new(new(new Guid(id, 0, 0, new byte[8])), name, $"{name}@example.org", Permissions.All, "10.0.0.9");
}
