using System.Globalization;

namespace OpsPortal.Features.Deliver.Traffic.Haproxy;

/// <summary>A server as <c>show servers state</c> tells of it.</summary>
/// <param name="Weight">0 to 256, as set; what it gets depends on the others.</param>
/// <param name="IsUp">Its health check passes, or it has none.</param>
/// <param name="IsDrained">Gets nothing new, by somebody's word.</param>
/// <param name="InMaintenance">Is taken out, by somebody's word or by the configuration.</param>
internal sealed record HaproxyServer(string Name, int Weight, bool IsUp, bool IsDrained, bool InMaintenance)
{
    public const int MaxWeight = 256;

    private const int Maintenance = 0x01 | 0x02 | 0x04 | 0x20;
    private const int Drain = 0x08 | 0x10;
    private const int Stopped = 0;
    private const int Stopping = 3;

    /// <summary>The weight that counts: 0 where it gets nothing.</summary>
    public int Effective => IsUp && !IsDrained && !InMaintenance ? Weight : 0;

    public bool CanTake => IsUp && !InMaintenance;

    /// <summary>All servers of an answer; null where it is none, because HAProxy says something else.</summary>
    public static IReadOnlyList<HaproxyServer>? Read(string answer)
    {
        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines is not ["1", ['#', ..] header, .. var rows]) return null;
        var columns = header.TrimStart('#', ' ').Split(' ');
        var (name, weight, state, admin) = (Array.IndexOf(columns, "srv_name"), Array.IndexOf(columns, "srv_uweight"), Array.IndexOf(columns, "srv_op_state"), Array.IndexOf(columns, "srv_admin_state"));
        if (name < 0 || weight < 0 || state < 0 || admin < 0) return null;
        return [.. rows.Select(row => row.Split(' ')).Where(cells => cells.Length > Math.Max(Math.Max(name, weight), Math.Max(state, admin)))
            .Select(cells => (Name: cells[name], Weight: Number(cells[weight]), State: Number(cells[state]), Admin: Number(cells[admin])))
            .Select(one => new HaproxyServer(one.Name, one.Weight, one.State is not (Stopped or Stopping), (one.Admin & Drain) != 0, (one.Admin & Maintenance) != 0))];
    }

    private static int Number(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
