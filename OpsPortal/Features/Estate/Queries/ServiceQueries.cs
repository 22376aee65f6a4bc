using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Estate.Queries;

/// <summary>One service in a list.</summary>
/// <param name="Dependants">How many services need it directly.</param>
/// <param name="Dependencies">How many it needs directly.</param>
public sealed record ServiceRow(CatalogueEntry Entry, Health Health, int Dependants, int Dependencies)
{
    public ServiceKey Key => Entry.Key;
}

/// <summary>How a list of services is ordered.</summary>
public enum ServiceOrder
{
    /// <summary>The worst off first, then the more critical, then by name.</summary>
    Health,
    Name,

    /// <summary>The most critical first.</summary>
    Criticality,

    /// <summary>The most needed first.</summary>
    Dependants,
}

/// <summary>Which services a list shows. An empty collection or text does not narrow.</summary>
public sealed record ServiceFilter
{
    /// <summary>Words that all occur in key, name, description, owner or components, in any case.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<HealthLevel> Levels { get; init; } = [];

    public IReadOnlyList<Criticality> Criticalities { get; init; } = [];

    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>The name of the team that owns it, in any case.</summary>
    public string Team { get; init; } = "";

    /// <summary>Only services that nobody owns.</summary>
    public bool Unowned { get; init; }

    public ServiceOrder Order { get; init; }
}

/// <summary>Lists of services, from the catalogue in memory and the health of the moment.</summary>
public sealed class ServiceQueries(Catalogue catalogue, ServiceHealth health)
{
    /// <summary>A page in a stable order, from <paramref name="cursor"/> on: the place a page ended, as its answer gave it.</summary>
    public async Task<Page<ServiceRow>> PageAsync(ServiceFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        var rows = await AllAsync(filter, stopping);
        if (cursor is not null)
        {
            var after = rows.FindIndex(row => string.CompareOrdinal(Place(row, filter.Order), cursor) > 0);
            rows = after < 0 ? [] : rows[after..];
        }

        return new([.. rows.Take(limit)], rows.Count > limit ? Place(rows[limit - 1], filter.Order) : null);
    }

    public async Task<int> CountAsync(ServiceFilter filter, CancellationToken stopping) => (await AllAsync(filter, stopping)).Count;

    /// <summary>These services as they are now; what no longer exists is missing.</summary>
    public async Task<IReadOnlyList<ServiceRow>> RowsAsync(IEnumerable<ServiceKey> keys, CancellationToken stopping)
    {
        var (snapshot, board) = (catalogue.Current, await health.ReadAsync(stopping));
        return [.. keys.Select(snapshot.Find).OfType<CatalogueEntry>().Select(entry => Row(snapshot, board, entry))];
    }

    /// <summary>Whether text is a cursor that <see cref="PageAsync"/> can have given.</summary>
    public static bool IsCursor(string text) => text.Count(c => c == '\u001f') == 2;

    internal static bool Belongs(ServiceFilter filter, ServiceRow row)
    {
        var facts = row.Entry.Facts;
        return (filter.Levels.Count == 0 || filter.Levels.Contains(row.Health.Level))
            && (filter.Criticalities.Count == 0 || filter.Criticalities.Contains(facts.Criticality))
            && (filter.Tiers.Count == 0 || facts.Environments.Any(environment => filter.Tiers.Contains(environment.Tier)))
            && (filter.Team.Length == 0 || string.Equals(filter.Team, row.Entry.TeamName, StringComparison.OrdinalIgnoreCase))
            && (!filter.Unowned || (facts.Team is null && facts.Person is null))
            && filter.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Holds(row.Entry, word));
    }

    private static bool Holds(CatalogueEntry entry, string word) =>
        Says(entry.Key.Value, word) || Says(entry.Facts.Name, word) || Says(entry.TeamName, word) || Says(entry.PersonName, word) || Says(entry.Facts.Description, word)
        || entry.Facts.Components.Any(component => Says(component.Name, word));

    private static bool Says(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private async Task<List<ServiceRow>> AllAsync(ServiceFilter filter, CancellationToken stopping)
    {
        var (snapshot, board) = (catalogue.Current, await health.ReadAsync(stopping));
        return [.. snapshot.Services.Select(entry => Row(snapshot, board, entry)).Where(row => Belongs(filter, row))
            .OrderBy(row => Place(row, filter.Order), StringComparer.Ordinal)];
    }

    private static ServiceRow Row(CatalogueSnapshot snapshot, HealthBoard board, CatalogueEntry entry)
    {
        var number = snapshot.Graph.NumberOf(entry.Key);
        return new(entry, board.Of(entry.Key), snapshot.Graph.Dependants(number).Length, snapshot.Graph.Dependencies(number).Length);
    }

    /// <summary>A text that sorts as the order asks; the key breaks every tie.</summary>
    private static string Place(ServiceRow row, ServiceOrder order)
    {
        var facts = row.Entry.Facts;
        var first = order switch
        {
            ServiceOrder.Health => FormattableString.Invariant($"{9 - (int)row.Health.Level}{9 - (int)facts.Criticality}"),
            ServiceOrder.Criticality => FormattableString.Invariant($"{9 - (int)facts.Criticality}"),
            ServiceOrder.Dependants => FormattableString.Invariant($"{999_999 - row.Dependants:000000}"),
            _ => "",
        };
        return $"{first}\u001f{facts.Name.ToUpperInvariant()}\u001f{row.Key}";
    }
}
