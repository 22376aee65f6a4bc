using MudBlazor;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Queries;

namespace OpsPortal.Features.Estate.Components;

/// <summary>Health as a word, an icon and a colour: never the colour alone.</summary>
internal static class HealthWords
{
    /// <summary><c>Failing</c>, or <c>Failing · P1 · 3 open</c>.</summary>
    public static string Of(Health health) => health.Worst is { } worst ? $"{health.Level} · {worst} · {health.Open} open" : "Well";

    /// <summary>The class of the severity it has the colour of; empty: none.</summary>
    public static string Severity(HealthLevel level) => level switch
    {
        HealthLevel.Failing => "Exception",
        HealthLevel.Degraded => "Warning",
        HealthLevel.Notice => "Informational",
        _ => "",
    };

    public static string Icon(HealthLevel level) => level switch
    {
        HealthLevel.Failing => Icons.Material.Filled.Error,
        HealthLevel.Degraded => Icons.Material.Filled.Warning,
        HealthLevel.Notice => Icons.Material.Filled.Info,
        _ => Icons.Material.Filled.Check,
    };

    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>A word of the catalogue as a page shows it.</summary>
    public static string Shown<T>(T word)
        where T : struct, Enum => Capital(EstateWords.Of(word));
}
