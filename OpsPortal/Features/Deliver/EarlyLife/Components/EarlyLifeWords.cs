using System.Globalization;
using MudBlazor;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Deliver.EarlyLife.Storage;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.EarlyLife.Components;

/// <summary>How early-life support is spoken of on screen.</summary>
internal static class EarlyLifeWords
{
    public static string State(EarlyLifeRow row) => row.EndedAt is not null ? "Ended" : row.IsOverdue ? "Overdue" : "Running";

    public static string Day(EarlyLifeRow row) => $"Day {row.Day} of {row.Days}";

    public static string Met(EarlyLifeRow row) => row.Met is { } met ? $"{met} of {row.Criteria}" : "Not looked yet";

    /// <summary>How it stands, in one sentence.</summary>
    public static string Summary(EarlyLifeView view, DateTimeOffset now)
    {
        var row = view.Row;
        if (view.Support.EndedAt is { } ended)
        {
            var lasted = Spans.Duration(ended - row.BeganAt);
            return view.Support.Decision.Length > 0 ? $"It was ended by a decision of {view.Support.EndedBy} after {lasted}: {view.Support.Decision}" : $"It ended after {lasted}, when every criterion held.";
        }

        var incidents = $"{view.Facts.Incidents} {(view.Facts.Incidents == 1 ? "incident" : "incidents")} so far, {view.Facts.OpenIncidents.Count} open";
        var left = row.IsOverdue ? $"overdue by {Spans.Duration(now - row.Until)}" : $"{Spans.Duration(row.Until - now)} left";
        return $"{Day(row)}, {left}: {row.StandsBy} stands by today. {incidents}; {Met(row)} criteria hold.";
    }

    /// <summary>What to do next.</summary>
    public static string Next(EarlyLifeView view, DateTimeOffset now)
    {
        if (view.Support.IsOver) return view.Support.LeftOpen.Count > 0 ? $"It is over. This was left open: {string.Join("; ", view.Support.LeftOpen)}." : "Nothing: it is over.";
        if (view.State is DeploymentState.RollingBack or DeploymentState.RolledBack) return $"{view.Row.Deployment} was rolled back, so there is nothing new to look after: end it by a decision.";
        var open = view.Findings.Where(finding => !finding.Holds).ToList();
        var toShow = open.Where(finding => finding.Criterion is ExitCriterion.Shown).Select(finding => finding.Criterion.Words).ToList();
        if (open.Count == 0) return now < view.Row.Until ? $"Every criterion holds. Stand by until its time is over, {Spans.Relative(view.Row.Until, now)}; then end it." : "Every criterion holds and its time is over: end it.";
        var show = toShow.Count > 0 ? $" Somebody has to show: {string.Join("; ", toShow)}." : "";
        var see = open.Count > toShow.Count ? $" See to what does not hold: {string.Join("; ", open.Where(finding => finding.Criterion is not ExitCriterion.Shown).Select(finding => $"{finding.Criterion.Words} ({finding.Words})"))}." : "";
        return view.Row.IsOverdue ? $"Its time is over, and it goes on until every criterion holds.{see}{show} Make it last longer, or end it by a decision, if that is right." : $"Stand by.{see}{show}";
    }

    /// <summary>One line of the timeline, without who acted.</summary>
    public static (string Said, string Text, string Icon) Tell(EarlyLifeEntry entry) => entry.Kind switch
    {
        EarlyLifeEntryKind.Began => ("began it", entry.Text, Icons.Material.Outlined.PlayArrow),
        EarlyLifeEntryKind.Shown => ("has shown", entry.Text, Icons.Material.Outlined.FactCheck),
        EarlyLifeEntryKind.Turned => ("found", entry.Text, Icons.Material.Outlined.Balance),
        EarlyLifeEntryKind.Extended => ("made it last longer", entry.Text, Icons.Material.Outlined.MoreTime),
        EarlyLifeEntryKind.Ended => ("ended it", entry.Text, Icons.Material.Outlined.CheckCircle),
        _ => ("decided to end it", entry.Text, Icons.Material.Outlined.Gavel),
    };

    public static string Percent(double? value) => value is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.###} %") : "not known: no monitor of availability watches every service";
}
