using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Audit;

/// <summary>Which acts a list shows. What is empty or null does not narrow.</summary>
public sealed record AuditFilter
{
    /// <summary>Occurs, in any case, in the act, its object, who did it, or the facts it changed.</summary>
    public string Text { get; init; } = "";

    /// <summary>In full, as <c>event.acknowledged</c>, or its beginning up to a dot: <c>event</c>.</summary>
    public string Act { get; init; } = "";

    /// <summary>In full, as <c>EVT-1042</c>.</summary>
    public string Object { get; init; } = "";

    /// <summary>The name as shown, or the account, in full.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Only acts at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only acts before this instant.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>One act in a list.</summary>
/// <param name="At">UTC.</param>
/// <param name="Account">The account's e-mail or the key's prefix; empty for the portal itself.</param>
/// <param name="From">The network address the act came from; empty for the portal.</param>
/// <param name="Before">JSON of the changed facts; empty where there were none.</param>
/// <param name="After">JSON of the same facts after the act; empty where nothing is left.</param>
public sealed record AuditRow(
    long Sequence, DateTimeOffset At, string Actor, string Account, string From, string Act, string Object, string Before, string After, string Hash);

/// <summary>The read side of the audit chain.</summary>
public interface IAuditQueries
{
    /// <summary>A page of acts, newest first, from <paramref name="cursor"/> on (null: the newest). An unreadable cursor starts at the newest.</summary>
    Task<Page<AuditRow>> PageAsync(AuditFilter filter, string? cursor, int limit, CancellationToken stopping);

    /// <summary>How many acts the filter finds, counted up to <paramref name="most"/>.</summary>
    Task<int> CountAsync(AuditFilter filter, int most, CancellationToken stopping);

    /// <summary>How many entries the chain has.</summary>
    Task<long> LengthAsync(CancellationToken stopping);

    /// <summary>The whole chain as it was written, oldest first; entries appended meanwhile are included.</summary>
    IAsyncEnumerable<AuditEntry> ChainAsync(CancellationToken stopping);
}

internal sealed class AuditQueries(IDbContextFactory<OpsDb> databases) : IAuditQueries
{
    private const int ReadAtOnce = 1000;

    /// <summary>Null where the text is no cursor.</summary>
    public static long? Read(string? cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    public async Task<Page<AuditRow>> PageAsync(AuditFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var entries = Narrow(db.Audit.AsNoTracking(), filter);
        if (Read(cursor) is { } last) entries = entries.Where(entry => entry.Sequence < last);
        var rows = await entries.OrderByDescending(entry => entry.Sequence).Take(limit + 1)
            .Select(entry => new AuditRow(
                entry.Sequence, entry.At, entry.Actor, entry.Account, entry.From, entry.Act, entry.Object, entry.Before, entry.After, entry.Hash))
            .ToListAsync(stopping);
        return rows.Count <= limit ? new(rows, null) : new(rows[..limit], rows[limit - 1].Sequence.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<int> CountAsync(AuditFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db.Audit.AsNoTracking(), filter).Take(most).CountAsync(stopping);
    }

    public async Task<long> LengthAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Audit.MaxAsync(entry => (long?)entry.Sequence, stopping) ?? 0;
    }

    public async IAsyncEnumerable<AuditEntry> ChainAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        // In steps, so that a slow reader keeps no transaction open and holds no writer up.
        for (var last = 0L; ;)
        {
            List<AuditEntry> step;
            await using (var db = await databases.CreateDbContextAsync(stopping))
            {
                step = await db.Audit.AsNoTracking().Where(entry => entry.Sequence > last).OrderBy(entry => entry.Sequence).Take(ReadAtOnce).ToListAsync(stopping);
            }

            foreach (var entry in step) yield return entry;
            if (step.Count < ReadAtOnce) yield break;
            last = step[^1].Sequence;
        }
    }

    private static IQueryable<AuditEntry> Narrow(IQueryable<AuditEntry> entries, AuditFilter filter)
    {
        if (filter.Act.Length > 0) entries = entries.Where(entry => entry.Act == filter.Act || entry.Act.StartsWith(filter.Act + "."));
        if (filter.Object.Length > 0) entries = entries.Where(entry => entry.Object == filter.Object);
        if (filter.Actor.Length > 0) entries = entries.Where(entry => entry.Actor == filter.Actor || entry.Account == filter.Actor);
        if (filter.From is { } from) entries = entries.Where(entry => entry.At >= from);
        if (filter.To is { } to) entries = entries.Where(entry => entry.At < to);
        if (filter.Text.Trim() is not { Length: > 0 } text) return entries;

        // Lower case on both sides: one database compares letters exactly, the other does not.
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = text.ToLowerInvariant();
        return entries.Where(entry => entry.Act.ToLower().Contains(wanted) || entry.Object.ToLower().Contains(wanted) || entry.Actor.ToLower().Contains(wanted)
            || entry.Account.ToLower().Contains(wanted) || entry.Before.ToLower().Contains(wanted) || entry.After.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
    }
}
