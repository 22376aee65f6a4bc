using OpsPortal.Domain.People;

namespace OpsPortal.Ui.Lists.SavedViews;

/// <summary>A filter of a list under a name, for oneself or for everybody.</summary>
public sealed class SavedView
{
    public const int MaxNameLength = 60;

    public const int MaxQueryLength = 2000;

    public Guid Id { get; init; }

    /// <summary>The list it belongs to, as <c>events</c>.</summary>
    public required string List { get; init; }

    public required string Name { get; set; }

    /// <summary>The query string that reproduces the view, without the question mark.</summary>
    public required string Query { get; set; }

    public PersonId Owner { get; init; }

    /// <summary>As shown to others.</summary>
    public required string OwnerName { get; init; }

    /// <summary>Everybody who may open the list sees it; only the owner changes it.</summary>
    public bool Shared { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
