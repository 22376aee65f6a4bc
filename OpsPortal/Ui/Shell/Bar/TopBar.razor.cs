using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Shell.Bar;

/// <summary>Where I am, search, connection, time, theme and account.</summary>
public sealed partial class TopBar : ComponentBase
{
    [Parameter, EditorRequired] public string Path { get; set; } = "/";

    [Parameter] public EventCallback OnMenu { get; set; }

    [Parameter] public EventCallback OnPalette { get; set; }

    /// <summary>The area, then what is open in it; the last has no link.</summary>
    private IEnumerable<(string Title, string? Href)> Crumbs
    {
        get
        {
            var parts = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var area = Area.All.FirstOrDefault(area => area is not null && area.Holds(Path));
            var first = area?.Title ?? (parts.Length > 0 ? Said(parts[0]) : "");
            yield return (first, parts.Length > 1 ? area?.Href ?? "/" + parts[0] : null);
            for (var i = 1; i < parts.Length; i++)
                yield return (Said(parts[i]), i == parts.Length - 1 ? null : "/" + string.Join('/', parts[..(i + 1)]));
        }
    }

    /// <summary>Numbers such as EVT-7 stay as they are; words get a capital, and API all three.</summary>
    private static string Said(string part)
    {
        var text = Uri.UnescapeDataString(part).Replace('-', part.Any(char.IsDigit) ? '-' : ' ');
        if (text.StartsWith("api ", StringComparison.Ordinal)) return "API" + text[3..];
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }
}
