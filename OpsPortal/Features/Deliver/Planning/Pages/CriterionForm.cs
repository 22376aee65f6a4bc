using System.Globalization;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Deliver.Planning.Pages;

/// <summary>A criterion as it stands in the form, finished or not.</summary>
public sealed class CriterionForm
{
    public string Name { get; set; } = "";

    public string Text { get; set; } = "";

    public CriterionKind Kind { get; set; }

    /// <summary>Parted by commas; empty: any.</summary>
    public string Environments { get; set; } = "";

    public HashSet<Tier> Tiers { get; } = [];

    public string Hours { get; set; } = "";

    public string Report { get; set; } = "";

    public string Headroom { get; set; } = "";

    /// <summary>The id of the team; empty: none.</summary>
    public string Team { get; set; } = "";

    public bool IsBinding { get; set; }

    public static CriterionForm Of(CriterionDraft draft)
    {
        var form = new CriterionForm
        {
            Name = draft.Name,
            Text = draft.Text,
            Kind = draft.Kind,
            Environments = string.Join(", ", draft.Environments),
            Report = draft.Report,
            IsBinding = draft.IsBinding,
            Team = draft.Team?.ToString() ?? "",
            Hours = draft.Holds.TotalHours.ToString("0.##", CultureInfo.InvariantCulture),
            Headroom = draft.Headroom.ToString(CultureInfo.InvariantCulture),
        };
        form.Tiers.UnionWith(draft.Tiers);
        return form;
    }

    public void Toggle(Tier tier)
    {
        if (!Tiers.Remove(tier)) Tiers.Add(tier);
    }

    /// <summary>What is no number becomes one that is refused with the reason.</summary>
    public CriterionDraft ToDraft() => new()
    {
        Name = Name,
        Text = Text,
        Kind = Kind,
        Environments = Environments.Split(','),
        Tiers = [.. Tiers],
        Report = Report,
        IsBinding = IsBinding,
        Team = Guid.TryParse(Team, out var team) ? new TeamId(team) : null,
        Holds = double.TryParse(Hours, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours < 10_000 ? TimeSpan.FromHours(hours) : TimeSpan.Zero,
        Headroom = int.TryParse(Headroom, NumberStyles.None, CultureInfo.InvariantCulture, out var headroom) ? headroom : -1,
    };
}
