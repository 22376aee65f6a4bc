using MudBlazor;
using OpsPortal.Domain.Deliver.Versions;

namespace OpsPortal.Features.Deliver.Versions.Pages;

/// <summary>Versions in the words of the screens.</summary>
internal static class VersionWords
{
    public static string Word(VersionCell cell) => cell.Alignment switch
    {
        Alignment.Aligned => "As approved",
        Alignment.Settling => "On its way",
        Alignment.Differs => cell.Expected is null ? "Never approved" : "Differs",
        _ => "Not seen lately",
    };

    /// <summary>Beside the word, never instead of it.</summary>
    public static string Icon(Alignment alignment) => alignment switch
    {
        Alignment.Aligned => Icons.Material.Outlined.CheckCircle,
        Alignment.Settling => Icons.Material.Outlined.Sync,
        Alignment.Differs => Icons.Material.Outlined.Warning,
        _ => Icons.Material.Outlined.HelpOutline,
    };

    /// <summary>A version with its commit, short enough for a cell.</summary>
    public static string Short(VersionFact fact) => fact.Component.Commit.Length > 7 ? $"{fact.Component.Version} ({fact.Component.Commit[..7]})" : fact.Component.Version;

    /// <summary>All that is known of it.</summary>
    public static string Long(VersionFact fact) => string.Join(", ", new[] { fact.Component.Version, fact.Component.Commit, fact.Component.Digest, fact.By }.Where(part => part.Length > 0));

    /// <summary>What was seen, each version once, with who has seen it.</summary>
    public static IEnumerable<(VersionFact Fact, int Sources)> Seen(VersionCell cell) => cell.Observed.GroupBy(fact => fact.Component).Select(version => (version.MinBy(fact => fact.Since) ?? version.First(), version.Count()));
}
