using System.Globalization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Inform;

/// <summary>A list of services in one column, in the order given, parted by blanks, which no key contains.</summary>
internal sealed class KeyListColumn() : ValueConverter<IReadOnlyList<ServiceKey>, string>(keys => string.Join(' ', keys.Select(key => key.Value)), stored => Read(stored))
{
    public static ValueComparer<IReadOnlyList<ServiceKey>> Same { get; } = new((a, b) => (a ?? Array.Empty<ServiceKey>()).SequenceEqual(b ?? Array.Empty<ServiceKey>()), keys => keys.Count, keys => keys);

    private static IReadOnlyList<ServiceKey> Read(string stored) => [.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => new ServiceKey(key))];
}

/// <summary>A list of whole numbers in one column.</summary>
internal sealed class NumberListColumn() : ValueConverter<IReadOnlyList<int>, string>(numbers => string.Join(' ', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))), stored => Read(stored))
{
    public static ValueComparer<IReadOnlyList<int>> Same { get; } = new((a, b) => (a ?? Array.Empty<int>()).SequenceEqual(b ?? Array.Empty<int>()), numbers => numbers.Count, numbers => numbers);

    private static IReadOnlyList<int> Read(string stored) => [.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
