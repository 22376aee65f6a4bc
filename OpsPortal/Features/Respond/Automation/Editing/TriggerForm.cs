using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;

namespace OpsPortal.Features.Respond.Automation.Editing;

/// <summary>A trigger while it is typed.</summary>
public sealed class TriggerForm
{
    public string Name { get; set; } = "";
    public string Reason { get; set; } = "";
    public TriggerMode Mode { get; set; } = TriggerMode.DryRun;
    public Occasion On { get; set; }
    public int WaitMinutes { get; set; } = 15;
    public string Source { get; set; } = "";
    public string Service { get; set; } = "";
    public Priority? AtLeast { get; set; }
    public EventType? TypeAtLeast { get; set; }

    /// <summary>One a line.</summary>
    public string Matchers { get; set; } = "";

    public ActionKind Kind { get; set; }
    public string Url { get; set; } = "";
    public string Script { get; set; } = "";

    /// <summary>One argument a line, blank lines left out.</summary>
    public string Arguments { get; set; } = "";

    public int TimeOutSeconds { get; set; } = 10;
    public string ScaleTarget { get; set; } = "{service}";
    public int ScaleBy { get; set; } = 1;
    public int ScaleMin { get; set; } = 1;
    public int ScaleMax { get; set; } = 10;
    public string Text { get; set; } = "";
    public bool JoinsOpenIncident { get; set; } = true;

    /// <summary>One a line.</summary>
    public string Recipients { get; set; } = TriggerAction.OnCall;

    public int MaxRuns { get; set; } = 10;
    public int WithinMinutes { get; set; } = 60;
    public int CoolDownMinutes { get; set; } = 5;
    public int MaxTargets { get; set; } = 5;
    public bool NeedsApproval { get; set; }
    public int ApproveWithinMinutes { get; set; } = 60;
    public int StopAfterFailures { get; set; } = 3;
    public int LoopRuns { get; set; } = 5;
    public int LoopWithinMinutes { get; set; } = 15;

    public static TriggerForm Of(TriggerDraft draft) => new()
    {
        Name = draft.Name,
        Reason = draft.Reason,
        Mode = draft.Mode,
        On = draft.On,
        WaitMinutes = draft.WaitMinutes,
        Source = draft.Source,
        Service = draft.Service,
        AtLeast = draft.AtLeast,
        TypeAtLeast = draft.TypeAtLeast,
        Matchers = string.Join('\n', draft.Matchers),
        Kind = draft.Action.Kind,
        Url = draft.Action.Url,
        Script = draft.Action.Script,
        Arguments = string.Join('\n', draft.Action.Arguments),
        TimeOutSeconds = draft.Action.TimeOutSeconds,
        ScaleTarget = draft.Action.ScaleTarget,
        ScaleBy = draft.Action.ScaleBy,
        ScaleMin = draft.Action.ScaleMin,
        ScaleMax = draft.Action.ScaleMax,
        Text = draft.Action.Text,
        JoinsOpenIncident = draft.Action.JoinsOpenIncident,
        Recipients = draft.Action.Kind == ActionKind.Notify ? string.Join('\n', draft.Action.Recipients) : TriggerAction.OnCall,
        MaxRuns = draft.MaxRuns,
        WithinMinutes = draft.WithinMinutes,
        CoolDownMinutes = draft.CoolDownMinutes,
        MaxTargets = draft.MaxTargets,
        NeedsApproval = draft.NeedsApproval,
        ApproveWithinMinutes = draft.ApproveWithinMinutes,
        StopAfterFailures = draft.StopAfterFailures,
        LoopRuns = draft.LoopRuns,
        LoopWithinMinutes = draft.LoopWithinMinutes,
    };

    public TriggerDraft ToDraft() => new()
    {
        Name = Name,
        Reason = Reason,
        Mode = Mode,
        On = On,
        WaitMinutes = WaitMinutes,
        Source = Source,
        Service = Service,
        AtLeast = AtLeast,
        TypeAtLeast = TypeAtLeast,
        Matchers = Lines(Matchers),
        Action = ToAction(),
        MaxRuns = MaxRuns,
        WithinMinutes = WithinMinutes,
        CoolDownMinutes = CoolDownMinutes,
        MaxTargets = MaxTargets,
        NeedsApproval = NeedsApproval,
        ApproveWithinMinutes = ApproveWithinMinutes,
        StopAfterFailures = StopAfterFailures,
        LoopRuns = LoopRuns,
        LoopWithinMinutes = LoopWithinMinutes,
    };

    private TriggerAction ToAction() => new()
    {
        Kind = Kind,
        Url = Url,
        Script = Script,
        Arguments = Lines(Arguments),
        TimeOutSeconds = TimeOutSeconds,
        ScaleTarget = ScaleTarget,
        ScaleBy = ScaleBy,
        ScaleMin = ScaleMin,
        ScaleMax = ScaleMax,
        Text = Kind is ActionKind.OpenIncident or ActionKind.Notify ? Text.Trim() : "",
        JoinsOpenIncident = JoinsOpenIncident,
        Recipients = Kind == ActionKind.Notify ? Lines(Recipients) : [],
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
