namespace OpsPortal.Domain.Kernel;

/// <summary>A page of a list, in a stable order.</summary>
/// <param name="Next">Where the next page begins; null at the end. Opaque to callers.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
