using System.Globalization;
using MudBlazor;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Canary;

namespace OpsPortal.Features.Deliver.Deployments.Components;

/// <summary>How deployments are spoken of on screen.</summary>
internal static class DeploymentWords
{
    public static string State(DeploymentState state) => state switch
    {
        DeploymentState.WaitingForPerson => "Waiting for a person",
        DeploymentState.RollingBack => "Rolling back",
        DeploymentState.RolledBack => "Rolled back",
        _ => state.ToString(),
    };

    public static string Step(StepState state) => state switch
    {
        StepState.Due => "To do",
        StepState.TimedOut => "Took too long",
        StepState.Unknown => "Not known",
        StepState.Skipped => "Left out",
        _ => state.ToString(),
    };

    /// <summary>A shape of its own for every state, so that colour is not needed.</summary>
    public static string Icon(StepState state) => state switch
    {
        StepState.Due => Icons.Material.Outlined.RadioButtonUnchecked,
        StepState.Running => Icons.Material.Outlined.Pending,
        StepState.Succeeded => Icons.Material.Outlined.CheckCircle,
        StepState.Failed => Icons.Material.Outlined.Cancel,
        StepState.TimedOut => Icons.Material.Outlined.TimerOff,
        StepState.Unknown => Icons.Material.Outlined.HelpOutline,
        _ => Icons.Material.Outlined.SkipNext,
    };

    public static string Icon(DeploymentEntryKind kind) => kind switch
    {
        DeploymentEntryKind.Made => Icons.Material.Outlined.AddCircleOutline,
        DeploymentEntryKind.Began => Icons.Material.Outlined.PlayArrow,
        DeploymentEntryKind.Ended => Icons.Material.Outlined.Done,
        DeploymentEntryKind.Skipped => Icons.Material.Outlined.SkipNext,
        DeploymentEntryKind.Judged => Icons.Material.Outlined.Balance,
        DeploymentEntryKind.Allowed => Icons.Material.Outlined.LockOpen,
        DeploymentEntryKind.Traffic => Icons.Material.Outlined.AltRoute,
        DeploymentEntryKind.Noted => Icons.Material.Outlined.ChatBubbleOutline,
        _ => Icons.Material.Outlined.ArrowForward,
    };

    /// <summary>One line of the timeline, without who acted.</summary>
    public static (string Said, string Text) Tell(DeploymentEntry entry) => entry.Kind switch
    {
        DeploymentEntryKind.Made => ("made it", entry.Text),
        DeploymentEntryKind.Moved => ($"{State(entry.From ?? default)} → {State(entry.To ?? default)}", entry.Text),
        DeploymentEntryKind.Began => ("began", entry.Text),
        DeploymentEntryKind.Ended => ("ended", entry.Text),
        DeploymentEntryKind.Skipped => ("left out", entry.Text),
        DeploymentEntryKind.Allowed => ("allowed", entry.Text),
        DeploymentEntryKind.Judged => ("looked", entry.Text),
        DeploymentEntryKind.Traffic => ("traffic", entry.Text),
        DeploymentEntryKind.Noted => ("noted", entry.Text),
        _ => ("", entry.Text),
    };

    public static string Check(CheckState? state) => state switch
    {
        CheckState.Successful => "Yes",
        CheckState.Failed => "No",
        CheckState.Error => "Could not look",
        CheckState.Inconclusive => "Neither yes nor no",
        _ => "Not decided",
    };

    public static string Metric(MetricClass found) => found switch
    {
        MetricClass.Pass => "As before",
        MetricClass.High => "Higher",
        MetricClass.Low => "Lower",
        MetricClass.Error => "Not measured",
        _ => "Too little to say",
    };

    /// <summary>As <c>3 min 5 s</c>.</summary>
    public static string Took(TimeSpan time) => time.TotalSeconds < 1 ? "< 1 s"
        : time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min");

    /// <summary>How it stands, in one sentence.</summary>
    public static string Summary(Deployment deployment) => deployment.State switch
    {
        DeploymentState.Succeeded => "All of it was done, and it works.",
        DeploymentState.RolledBack => $"It was undone; the earlier version serves again. {deployment.Why}",
        DeploymentState.Failed => $"It was given up: {deployment.Why}",
        DeploymentState.Aborted => $"It was stopped and left as it was then: {deployment.Why}",
        DeploymentState.Paused => $"It is halted: {deployment.Why}",
        DeploymentState.WaitingForPerson => deployment.Question?.Text ?? "It waits for a person.",
        _ when deployment.Current is { } here => $"{(deployment.IsGoingBack ? "It is being undone" : "It goes on")}: {deployment.Stages[here.Stage - 1].Name}, {here.Step.Title}.",
        _ => "It goes on.",
    };
}
