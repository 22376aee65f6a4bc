using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Audit;

/// <summary>Which entries a list of the audit trail shows. What is empty does not narrow.</summary>
public sealed record AuditFilter
{
    /// <summary>Occurs in the act, the object, the actor, the account, or the facts before or after.</summary>
    public string Text { get; init; } = "";

    /// <summary>The act, or its beginning up to a dot: <c>event</c> finds <c>event.closed</c>.</summary>
    public string Act { get; init; } = "";

    /// <summary>What it was done to, in full.</summary>
    public string Object { get; init; } = "";

    /// <summary>Part of the actor's name or account.</summary>
    public string Actor { get; init; } = "";

    /// <summary>From this instant on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>The read side of the audit trail.</summary>
public sealed class AuditQueries(IDbContextFactory<OpsDb> databases)
{
    private const int ReadAtOnce = 1000;

    private const string Escape = "\\";

    /// <summary>Newest first. The cursor is the sequence of the last entry of the page before; null: from the newest.</summary>
    public async Task<Page<AuditEntry>> PageAsync(AuditFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var entries = Narrow(db, filter);
        if (TryCursor(cursor, out var after)) entries = entries.Where(entry => entry.Sequence < after);
        var page = await entries.OrderByDescending(entry => entry.Sequence).Take(limit + 1).ToListAsync(stopping);
        if (page.Count <= limit) return new(page, null);
        page.RemoveAt(limit);
        return new(page, page[^1].Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public async Task<int> CountAsync(AuditFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    /// <summary>How many entries there are: the sequence of the last.</summary>
    public async Task<long> LengthAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Audit.MaxAsync(entry => (long?)entry.Sequence, stopping) ?? 0;
    }

    /// <summary>Every entry from the first to the last, a page at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AuditEntry>> FromTheFirstAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        for (var after = 0L; ;)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var page = await db.Audit.AsNoTracking().Where(entry => entry.Sequence > after).OrderBy(entry => entry.Sequence).Take(ReadAtOnce).ToListAsync(stopping);
            if (page.Count == 0) yield break;
            after = page[^1].Sequence;
            yield return page;
        }
    }

    public static bool TryCursor(string? cursor, out long after) =>
        long.TryParse(cursor, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out after);

    private static IQueryable<AuditEntry> Narrow(OpsDb db, AuditFilter filter)
    {
        var entries = db.Audit.AsNoTracking();
        if (filter.Act.Length > 0) entries = entries.Where(entry => entry.Act == filter.Act || entry.Act.StartsWith(filter.Act + "."));
        if (filter.Object.Length > 0) entries = entries.Where(entry => entry.Object == filter.Object);
        if (filter.From is { } from) entries = entries.Where(entry => entry.At >= from);
        if (filter.To is { } to) entries = entries.Where(entry => entry.At < to);
        var (text, actor) = (Pattern(filter.Text), Pattern(filter.Actor));

        // LIKE ignores case on SQLite; PostgreSQL has an operator of its own for that.
        if (db is PostgresOpsDb)
        {
            if (filter.Actor.Length > 0) entries = entries.Where(entry => EF.Functions.ILike(entry.Actor, actor, Escape) || EF.Functions.ILike(entry.Account, actor, Escape));
            if (filter.Text.Length > 0)
            {
                entries = entries.Where(entry => EF.Functions.ILike(entry.Act, text, Escape) || EF.Functions.ILike(entry.Object, text, Escape) || EF.Functions.ILike(entry.Actor, text, Escape)
                    || EF.Functions.ILike(entry.Account, text, Escape) || EF.Functions.ILike(entry.Before, text, Escape) || EF.Functions.ILike(entry.After, text, Escape));
            }

            return entries;
        }

        if (filter.Actor.Length > 0) entries = entries.Where(entry => EF.Functions.Like(entry.Actor, actor, Escape) || EF.Functions.Like(entry.Account, actor, Escape));
        if (filter.Text.Length > 0)
        {
            entries = entries.Where(entry => EF.Functions.Like(entry.Act, text, Escape) || EF.Functions.Like(entry.Object, text, Escape) || EF.Functions.Like(entry.Actor, text, Escape)
                || EF.Functions.Like(entry.Account, text, Escape) || EF.Functions.Like(entry.Before, text, Escape) || EF.Functions.Like(entry.After, text, Escape));
        }

        return entries;
    }

    private static string Pattern(string text) => $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
