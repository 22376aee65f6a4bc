using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Log;

/// <summary>Which kept signals a list shows. What is empty does not narrow.</summary>
/// <param name="Text">Occurs in the text, a label or the rule's name, whatever its case.</param>
/// <param name="Significant">Null: both.</param>
public sealed record SignalFilterText(string Text = "", bool? Significant = null, string Source = "");

/// <summary>One kept signal with its address: the page it is kept on and its place there.</summary>
public sealed record KeptSignal(string Id, JudgedSignal Judged);

/// <summary>The read side of the signal log.</summary>
public sealed class SignalQueries(IDbContextFactory<OpsDb> databases, RuleBook book)
{
    /// <summary>Pages looked through for one answer; a rare word in a long log is found by asking on with the cursor.</summary>
    private const int MostPages = 500;

    /// <summary>Newest first, from a cursor on. An answer may be short of <paramref name="limit"/> and still have a next.</summary>
    public async Task<Page<KeptSignal>> PageAsync(SignalFilterText filter, string? cursor, int limit, CancellationToken stopping)
    {
        var (page, place) = Address(cursor) ?? (long.MaxValue, int.MaxValue);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var pages = db.Set<SignalPage>().AsNoTracking().Where(kept => kept.Id <= page).OrderByDescending(kept => kept.Id).Take(MostPages).Select(kept => new { kept.Id, kept.Packed });
        var found = new List<KeptSignal>();
        var (last, looked) = ((string?)null, 0);
        await foreach (var kept in pages.AsAsyncEnumerable().WithCancellation(stopping))
        {
            looked++;
            var signals = SignalPack.Read(kept.Packed);
            for (var at = Math.Min(signals.Count, kept.Id == page ? place : int.MaxValue) - 1; at >= 0; at--)
            {
                last = FormattableString.Invariant($"{kept.Id}.{at}");
                if (Holds(filter, signals[at])) found.Add(new(last, signals[at]));
                if (found.Count == limit) return new(found, last);
            }
        }

        return new(found, looked == MostPages ? last : null);
    }

    /// <summary>One kept signal with what each rule says of it now; null where it is no longer kept.</summary>
    public async Task<(KeptSignal Signal, IReadOnlyList<RuleExplanation> Rules)?> ExplainAsync(string id, CancellationToken stopping)
    {
        if (Address(id) is not var (page, place)) return null;
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<SignalPage>().AsNoTracking().Where(kept => kept.Id == page).Select(kept => kept.Packed).SingleOrDefaultAsync(stopping) is not { } packed) return null;
        return SignalPack.Read(packed).ElementAtOrDefault(place) is { } judged ? (new(id, judged), book.Current.Explain(judged.Signal)) : null;
    }

    internal static (long Page, int Place)? Address(string? text) => text?.Split('.') is [var page, var place]
        && long.TryParse(page, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var kept)
        && int.TryParse(place, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) ? (kept, at) : null;

    private static bool Holds(SignalFilterText filter, JudgedSignal judged) =>
        (filter.Significant is null || filter.Significant == judged.IsSignificant)
        && (filter.Source.Length == 0 || judged.Signal.Source == filter.Source)
        && (filter.Text.Length == 0 || judged.Signal.Text.Contains(filter.Text, StringComparison.OrdinalIgnoreCase) || judged.RuleName.Contains(filter.Text, StringComparison.OrdinalIgnoreCase)
            || judged.Signal.Labels.Any(label => label.Value.Contains(filter.Text, StringComparison.OrdinalIgnoreCase)));
}
