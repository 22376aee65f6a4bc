namespace OpsPortal.Domain.Deliver.Changes.Oversight;

/// <summary>How many changes of a period were of which kind: a team for which everything is an emergency, or standard, shows here.</summary>
/// <param name="BrokeGlass">How many of all began without their approvals.</param>
public sealed record ChangeMix(int Standard, int Normal, int Emergency, int BrokeGlass)
{
    public int Total => Standard + Normal + Emergency;

    /// <summary>Emergency changes ÷ all, 0 to 1; null where there were none.</summary>
    public double? EmergencyRatio => Ratio(Emergency);

    /// <summary>Standard changes ÷ all, 0 to 1; null where there were none.</summary>
    public double? StandardRatio => Ratio(Standard);

    /// <summary>Counts those that began.</summary>
    public static ChangeMix Of(IEnumerable<Change> changes)
    {
        var mix = new ChangeMix(0, 0, 0, 0);
        foreach (var change in changes.Where(change => change.StartedAt is not null))
        {
            mix = change.Plan.Kind switch
            {
                ChangeKind.Standard => mix with { Standard = mix.Standard + 1 },
                ChangeKind.Emergency => mix with { Emergency = mix.Emergency + 1 },
                _ => mix with { Normal = mix.Normal + 1 },
            };
            if (change.BrokeGlass) mix = mix with { BrokeGlass = mix.BrokeGlass + 1 };
        }

        return mix;
    }

    private double? Ratio(int count) => Total > 0 ? (double)count / Total : null;
}
