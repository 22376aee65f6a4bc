using System.Globalization;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Features.Detect.Monitors.Editing;

/// <summary>Levels of single services as lines of text: <c>shop: warning &gt; 90, critical &gt; 97 clear 95; for 60</c>.</summary>
internal static partial class OverrideText
{
    public static string Write(IReadOnlyList<OwnLevels> overrides) => string.Join('\n', overrides.Select(own =>
        $"{own.Service}: {string.Join(", ", own.Levels.Select(Write))}{(own.For is { } hold ? $"; for {MonitorForm.Seconds(hold)}" : "")}"));

    /// <summary>Lines that are none are left out and named as faults.</summary>
    public static IReadOnlyList<OwnLevels> Read(string text, List<DraftFault> faults)
    {
        var read = new List<OwnLevels>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = line.LastIndexOf(": ", StringComparison.Ordinal);
            var parts = cut < 0 ? [] : line[(cut + 2)..].Split(';', StringSplitOptions.TrimEntries);
            var levels = parts.Length is 1 or 2 ? parts[0].Split(',', StringSplitOptions.TrimEntries).Select(Level).ToList() : [];
            var hold = parts.Length == 2 ? Hold().Match(parts[1]) : Match.Empty;
            if (levels.Count == 0 || levels.Contains(null) || (parts.Length == 2 && !hold.Success)) faults.Add(new("overrides", $"Not understood: {line}"));
            else read.Add(new(line[..cut].Trim(), [.. levels.OfType<Level>()], hold.Success ? TimeSpan.FromSeconds(int.Parse(hold.Groups["seconds"].Value, CultureInfo.InvariantCulture)) : null));
        }

        return read;
    }

    private static string Write(Level level) =>
        $"{level.Severity.ToString().ToLowerInvariant()} {(level.Side == Side.Above ? '>' : '<')} {MonitorForm.Number(level.Value)}{(level.Clear is { } clear ? $" clear {MonitorForm.Number(clear)}" : "")}";

    private static Level? Level(string text)
    {
        var parts = Rung().Match(text);
        if (!parts.Success || !Enum.TryParse<MonitorSeverity>(parts.Groups["severity"].Value, ignoreCase: true, out var severity)) return null;
        return new(severity, parts.Groups["side"].Value == ">" ? Side.Above : Side.Below, Number(parts.Groups["value"].Value), parts.Groups["clear"] is { Success: true } clear ? Number(clear.Value) : null);
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<severity>[a-zA-Z]+)\s*(?<side>[<>])\s*(?<value>-?[0-9]+(\.[0-9]+)?)(\s+clear\s+(?<clear>-?[0-9]+(\.[0-9]+)?))?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rung();

    [GeneratedRegex(@"\Afor\s+(?<seconds>[0-9]{1,7})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hold();
}
