using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Features.Respond.Automation.Acts;

/// <summary>A trigger as somebody asks for it, in the shapes of the API and the form.</summary>
public sealed record TriggerDraft
{
    public string Name { get; init; } = "";

    /// <summary>Why it is there.</summary>
    public string Reason { get; init; } = "";

    public TriggerMode Mode { get; init; } = TriggerMode.DryRun;

    public Occasion On { get; init; }

    /// <summary>How long nobody has taken the event on, in minutes; only asked of <see cref="Occasion.Unacknowledged"/>.</summary>
    public int WaitMinutes { get; init; } = 15;

    /// <summary>The intake, as <c>alertmanager</c>; empty: any.</summary>
    public string Source { get; init; } = "";

    /// <summary>The key of a service; empty: any.</summary>
    public string Service { get; init; } = "";

    /// <summary>The mildest priority that counts.</summary>
    public Priority? AtLeast { get; init; }

    /// <summary>The mildest type that counts.</summary>
    public EventType? TypeAtLeast { get; init; }

    /// <summary>Each as Alertmanager writes it, as <c>job=~"web.*"</c>.</summary>
    public IReadOnlyList<string> Matchers { get; init; } = [];

    public TriggerAction Action { get; init; } = new();

    public int MaxRuns { get; init; } = 10;

    /// <summary>The window of the rate limit and the blast radius.</summary>
    public int WithinMinutes { get; init; } = 60;

    public int CoolDownMinutes { get; init; } = 5;

    public int MaxTargets { get; init; } = 5;

    public bool NeedsApproval { get; init; }

    public int ApproveWithinMinutes { get; init; } = 60;

    public int StopAfterFailures { get; init; } = 3;

    public int LoopRuns { get; init; } = 5;

    public int LoopWithinMinutes { get; init; } = 15;

    public static TriggerDraft Of(Trigger trigger) => new()
    {
        Name = trigger.Name,
        Reason = trigger.Reason,
        Mode = trigger.Mode,
        On = trigger.Condition.On,
        WaitMinutes = trigger.Condition.On == Occasion.Unacknowledged ? (int)trigger.Condition.Wait.TotalMinutes : 15,
        Source = trigger.Condition.Source,
        Service = trigger.Condition.Service,
        AtLeast = trigger.Condition.AtLeast,
        TypeAtLeast = trigger.Condition.TypeAtLeast,
        Matchers = [.. trigger.Condition.Matchers.Select(matcher => matcher.ToString())],
        Action = trigger.Action,
        MaxRuns = trigger.Guardrails.MaxRuns,
        WithinMinutes = (int)trigger.Guardrails.Within.TotalMinutes,
        CoolDownMinutes = (int)trigger.Guardrails.CoolDown.TotalMinutes,
        MaxTargets = trigger.Guardrails.MaxTargets,
        NeedsApproval = trigger.Guardrails.NeedsApproval,
        ApproveWithinMinutes = (int)trigger.Guardrails.ApproveWithin.TotalMinutes,
        StopAfterFailures = trigger.Guardrails.StopAfterFailures,
        LoopRuns = trigger.Guardrails.LoopRuns,
        LoopWithinMinutes = (int)trigger.Guardrails.LoopWithin.TotalMinutes,
    };

    /// <summary>The trigger, or the first thing that stands in its way.</summary>
    /// <param name="confirmed">The person knows that it holds for every event.</param>
    public Outcome<Trigger> ToTrigger(TriggerNumber number, bool confirmed)
    {
        var read = TriggerCondition.Create(On, TimeSpan.FromMinutes(WaitMinutes), Source, Service, AtLeast, TypeAtLeast, Matchers);
        if (read is not Outcome<TriggerCondition>.Done(var condition)) return ((Outcome<TriggerCondition>.Refused)read).Why;
        var trigger = new Trigger
        {
            Number = number,
            Name = Name.Trim(),
            Reason = Reason.Trim(),
            Mode = Mode,
            Condition = condition,
            Action = Action with { Url = Action.Url.Trim(), Script = Action.Script.Trim(), ScaleTarget = Action.ScaleTarget.Trim() },
            Guardrails = new()
            {
                MaxRuns = MaxRuns,
                Within = TimeSpan.FromMinutes(WithinMinutes),
                CoolDown = TimeSpan.FromMinutes(CoolDownMinutes),
                MaxTargets = MaxTargets,
                NeedsApproval = NeedsApproval,
                ApproveWithin = TimeSpan.FromMinutes(ApproveWithinMinutes),
                StopAfterFailures = StopAfterFailures,
                LoopRuns = LoopRuns,
                LoopWithin = TimeSpan.FromMinutes(LoopWithinMinutes),
            },
        };
        return trigger.Check(confirmed) is { } no ? no : trigger;
    }
}
