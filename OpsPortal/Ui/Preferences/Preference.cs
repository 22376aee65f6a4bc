using OpsPortal.Domain.People;

namespace OpsPortal.Ui.Preferences;

/// <summary>One thing a person has set for themselves, such as the theme or the columns of a list.</summary>
public sealed class Preference
{
    public const int MaxNameLength = 80;

    public const int MaxValueLength = 4000;

    public PersonId Person { get; init; }

    public required string Name { get; init; }

    public required string Value { get; set; }
}
