namespace OpsPortal.Ui.Preferences;

/// <summary>The themes a person can choose from.</summary>
public static class Themes
{
    /// <summary>The name under which the choice is remembered.</summary>
    public const string Preference = "theme";

    /// <summary>Follows what the operating system asks for.</summary>
    public const string System = "system";

    /// <summary>Name and title, in the order shown.</summary>
    public static IReadOnlyList<(string Name, string Title)> All { get; } =
        [(System, "System"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast")];

    /// <summary>The value of <c>data-theme</c> for a remembered or sent name; null for the system's own and for what we do not know.</summary>
    public static string? Attribute(string? name) => name != System && All.Any(theme => theme.Name == name) ? name : null;
}
