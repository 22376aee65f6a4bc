using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.EarlyLife.Acts;

namespace OpsPortal.Features.Deliver.EarlyLife.Pages;

/// <summary>A monitor to tighten, as it is typed.</summary>
internal sealed class ThresholdLine
{
    public string Monitor { get; set; } = "";

    public double? Value { get; set; }
}

/// <summary>Somebody who stands by, as chosen.</summary>
internal sealed class RosterLine
{
    /// <summary>The id of a person; empty: nobody yet.</summary>
    public string Person { get; set; } = "";
}

/// <summary>A support as it is typed. Empty lines are no lines, and a criterion without a number is none.</summary>
internal sealed class EarlyLifeForm
{
    public string Owner { get; set; } = "";

    public List<RosterLine> Roster { get; } = [new()];

    public int Days { get; set; } = 7;

    public int? MostIncidents { get; set; } = 2;

    public bool NothingOpen { get; set; } = true;

    /// <summary>In percent.</summary>
    public double? Availability { get; set; }

    public double? QuietHours { get; set; } = 48;

    /// <summary>One on each line.</summary>
    public string Shown { get; set; } = "The service desk has taken over";

    public List<ThresholdLine> Thresholds { get; } = [];

    public EarlyLifeDraft ToDraft() => new(
        Id(Owner), [.. Roster.Where(line => line.Person.Length > 0).Select(line => Id(line.Person)).Distinct()], TimeSpan.FromDays(Days),
        [.. Thresholds.Where(line => line.Monitor.Length > 0 && line.Value is not null).Select(line => new TightenedValue(line.Monitor, line.Value ?? 0))], [.. Criteria()]);

    private IEnumerable<ExitCriterion> Criteria()
    {
        if (MostIncidents is { } most) yield return new ExitCriterion.MostIncidents(most);
        if (NothingOpen) yield return new ExitCriterion.NothingOpen();
        if (Availability is { } least) yield return new ExitCriterion.Availability(least);
        if (QuietHours is { } hours) yield return new ExitCriterion.QuietFor(double.IsFinite(hours) && Math.Abs(hours) < 100_000 ? TimeSpan.FromHours(hours) : TimeSpan.Zero);
        foreach (var what in Shown.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()) yield return new ExitCriterion.Shown(what);
    }

    private static PersonId Id(string text) => Guid.TryParse(text, out var id) ? new(id) : default;
}
