using System.Globalization;
using System.Linq.Expressions;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>
/// Narrows events to some values of an enum as a range wherever they are neighbours: PostgreSQL decides a range inside the index that
/// also gives the order, a list of values only on the row itself, and reads ten thousands of rows for a page.
/// </summary>
internal static class EnumRange
{
    /// <param name="of">The property.</param>
    /// <param name="wanted">Empty: all.</param>
    public static IQueryable<Event> Among<T>(this IQueryable<Event> events, Expression<Func<Event, T>> of, IReadOnlyCollection<T> wanted)
        where T : struct, Enum
    {
        if (wanted.Count == 0) return events;
        var numbers = wanted.Select(value => Convert.ToInt32(value, CultureInfo.InvariantCulture)).Distinct().Order().ToArray();
        var number = Expression.Convert(of.Body, typeof(int));
        var (first, last) = (Expression.Constant(numbers[0]), Expression.Constant(numbers[^1]));
        if (numbers.Length == 1) return Where(Expression.Equal(number, first));
        var range = Expression.AndAlso(Expression.GreaterThanOrEqual(number, first), Expression.LessThanOrEqual(number, last));
        if (numbers[^1] - numbers[0] + 1 == numbers.Length) return Where(range);
        return Where(Expression.AndAlso(range, numbers.Select(one => Expression.Equal(number, Expression.Constant(one))).Aggregate(Expression.OrElse)));

        IQueryable<Event> Where(Expression condition) => events.Where(Expression.Lambda<Func<Event, bool>>(condition, of.Parameters));
    }
}
