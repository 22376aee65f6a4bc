namespace OpsPortal.Features.Detect.Monitors.Probes;

/// <summary>What a probe found.</summary>
/// <param name="Up">Everything asked for held.</param>
/// <param name="Why">In words: what was found, or what stood in the way.</param>
/// <param name="CertificateExpires">Where there is a certificate.</param>
internal sealed record ProbeAnswer(bool Up, string Why, DateTimeOffset? CertificateExpires = null)
{
    /// <summary>Longest <see cref="Why"/>, in characters.</summary>
    public const int MaxWhyLength = 300;

    public TimeSpan Took { get; init; }

    public static ProbeAnswer Down(string why) => new(false, why.Length <= MaxWhyLength ? why : why[..MaxWhyLength]);
}
