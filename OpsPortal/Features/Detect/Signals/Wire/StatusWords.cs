using System.Collections.Frozen;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>The words by which tools say that something holds, or is over.</summary>
internal static class StatusWords
{
    private static readonly FrozenDictionary<string, bool> Words = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase)
    {
        ["firing"] = true,
        ["open"] = true,
        ["opened"] = true,
        ["active"] = true,
        ["triggered"] = true,
        ["alerting"] = true,
        ["alert"] = true,
        ["problem"] = true,
        ["down"] = true,
        ["resolved"] = false,
        ["closed"] = false,
        ["ok"] = false,
        ["normal"] = false,
        ["recovered"] = false,
        ["cleared"] = false,
        ["inactive"] = false,
        ["up"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>True: it holds; false: it is over; null: the word says neither.</summary>
    public static bool? IsFiring(string word) => Words.TryGetValue(word, out var firing) ? firing : null;
}
