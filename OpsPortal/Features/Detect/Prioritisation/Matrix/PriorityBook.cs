using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Prioritisation.Matrix;

/// <summary>How a priority came about.</summary>
/// <param name="Impact">Null where the service is not known; then the severity alone decides.</param>
public sealed record PriorityReason(Priority Priority, Stakes? Impact, Urgency Urgency, DateTimeOffset? BreachAt);

/// <summary>The matrix in memory, as of the last commit, with the impact of every service: what the signal path asks.</summary>
/// <remarks>Whoever changes the matrix refreshes the book before answering.</remarks>
public sealed class PriorityBook(IDbContextFactory<OpsDb> databases, Catalogue catalogue) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile KeptMatrix _matrix = new(PriorityMatrix.Usual, 0);
    private volatile Impacts _impacts = new(CatalogueSnapshot.Empty);

    /// <summary>The matrix, and how often it has been changed.</summary>
    public KeptMatrix Current => _matrix;

    /// <summary>What the facts say of an event: impact × urgency where its service is known, else what its severity stands for.</summary>
    /// <param name="service">The key of the service; empty where none is known.</param>
    public PriorityReason Ask(string service, EventType type, LabelSet labels, LabelSet annotations, DateTimeOffset now)
    {
        var breach = PriorityMatrix.Breach(labels, annotations);
        var urgency = PriorityMatrix.UrgencyOf(type, breach, now);
        var impact = service.Length == 0 ? null : Of(catalogue.Current).Find(new(service));
        return new(impact is null ? Severity.Priority(labels["severity"]) : _matrix.Matrix[impact.Impact, urgency], impact, urgency, breach);
    }

    /// <summary>Reads what is committed. Refreshes take turns, so the last one wins.</summary>
    public async Task RefreshAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            _matrix = await db.Set<StoredMatrix>().AsNoTracking().SingleOrDefaultAsync(stopping) is { } stored ? new(stored.Read(), stored.Version) : new(PriorityMatrix.Usual, 0);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private Impacts Of(CatalogueSnapshot snapshot)
    {
        var known = _impacts;
        if (ReferenceEquals(known.Snapshot, snapshot)) return known;
        return _impacts = new(snapshot);
    }

    /// <summary>Impacts of one catalogue, each worked out when it is first asked for.</summary>
    private sealed class Impacts(CatalogueSnapshot snapshot)
    {
        private readonly ConcurrentDictionary<ServiceKey, Stakes?> _known = new();

        public CatalogueSnapshot Snapshot => snapshot;

        public Stakes? Find(ServiceKey key) => _known.GetOrAdd(key, static (asked, from) => Stakes.Of(from, asked), snapshot);
    }
}

/// <param name="Version">How often it was changed; 0: never.</param>
public sealed record KeptMatrix(PriorityMatrix Matrix, int Version);

/// <summary>The one matrix at rest.</summary>
public sealed class StoredMatrix
{
    /// <summary>There is one row.</summary>
    public int Id { get; init; } = 1;

    public required string Cells { get; set; }

    public int Version { get; set; }

    public static string Write(PriorityMatrix matrix) => JsonSerializer.Serialize(matrix.Cells.Select(row => row.Select(cell => (int)cell)));

    public PriorityMatrix Read() =>
        PriorityMatrix.Create([.. (JsonSerializer.Deserialize<int[][]>(Cells) ?? []).Select(row => (IReadOnlyList<Priority>)[.. row.Select(cell => (Priority)cell)])]) is Outcome<PriorityMatrix>.Done(var matrix)
            ? matrix
            : throw new InvalidOperationException("The stored priority matrix is not valid.");
}
