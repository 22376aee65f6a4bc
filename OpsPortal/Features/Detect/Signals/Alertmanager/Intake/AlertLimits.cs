namespace OpsPortal.Features.Detect.Signals.Alertmanager.Intake;

/// <summary>How much one alert may carry. Sizes are in bytes of UTF-8.</summary>
internal static class AlertLimits
{
    /// <summary>Most alerts in one body; Prometheus sends 256 at most unless told otherwise.</summary>
    public const int MaxAlerts = 200_000;

    /// <summary>Most labels, and most annotations, of one alert.</summary>
    public const int MaxLabels = 256;

    public const int MaxNameBytes = 1024;

    public const int MaxLabelValueBytes = 16 * 1024;

    /// <summary>All labels of one alert together, and all its annotations together.</summary>
    public const int MaxTotalBytes = 64 * 1024;

    public const int MaxUrlBytes = 16 * 1024;

    /// <summary>Most complaints listed in one reply.</summary>
    public const int MaxComplaints = 100;
}
