using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Significance.Rules;

namespace OpsPortal.Features.Detect.Significance.Editing;

/// <summary>A rule while it is typed.</summary>
internal sealed class RuleForm
{
    public string Name { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public string Owner { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Source { get; set; } = "";

    public SignalKind? Kind { get; set; }

    /// <summary>One a line.</summary>
    public string Matchers { get; set; } = "";

    public string Text { get; set; } = "";

    public bool IsPattern { get; set; }

    public TestKind Test { get; set; }

    public long WithinMinutes { get; set; } = 10;

    public int Count { get; set; } = 5;

    public double Factor { get; set; } = 3;

    /// <summary>Label names, parted by commas or spaces.</summary>
    public string By { get; set; } = "";

    public bool Significant { get; set; } = true;

    public EventType? Type { get; set; }

    public Priority? Priority { get; set; }

    public long ClearMinutes { get; set; } = (long)SignificanceRule.UsualClearAfter.TotalMinutes;

    public static RuleForm Of(RuleDraft draft) => new()
    {
        Name = draft.Name,
        Enabled = draft.Enabled,
        Owner = draft.Owner,
        Reason = draft.Reason,
        Source = draft.Source,
        Kind = draft.Kind,
        Matchers = string.Join('\n', draft.Matchers),
        Text = draft.Text,
        IsPattern = draft.IsPattern,
        Test = draft.Test,
        WithinMinutes = Math.Max(1, draft.WithinSeconds / 60),
        Count = draft.Count,
        Factor = draft.Factor,
        By = string.Join(", ", draft.By),
        Significant = draft.Significant,
        Type = draft.Type,
        Priority = draft.Priority,
        ClearMinutes = Math.Max(1, draft.ClearAfterSeconds / 60),
    };

    public RuleDraft ToDraft() => new()
    {
        Name = Name,
        Enabled = Enabled,
        Owner = Owner,
        Reason = Reason,
        Source = Source,
        Kind = Kind,
        Matchers = Matchers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Text = Text,
        IsPattern = IsPattern,
        Test = Test,
        WithinSeconds = WithinMinutes * 60,
        Count = Count,
        Factor = Factor,
        By = By.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Significant = Significant,
        Type = Type,
        Priority = Priority,
        ClearAfterSeconds = ClearMinutes * 60,
    };
}
