using System.Diagnostics;

namespace OpsPortal.Telemetry;

/// <summary>The portal's own spans.</summary>
internal static class PortalActivity
{
    public static ActivitySource Source { get; } = new("OpsPortal");
}
