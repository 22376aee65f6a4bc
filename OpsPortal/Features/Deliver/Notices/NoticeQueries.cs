using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Notices;

/// <summary>Which notices are asked for. What is empty narrows nothing.</summary>
/// <param name="Text">Words of component, version, environment or sender, or the number of a change.</param>
/// <param name="IsRogue">Only those that went out past the approvals.</param>
internal sealed record NoticeFilter(string Text, IReadOnlyList<NoticeStatus> Statuses, string Service, bool IsRogue);

/// <summary>What a list of notices can be asked for. What is not given does not narrow.</summary>
internal sealed record NoticeListParameters
{
    [FromQuery(Name = "q"), Description("Words of component, version, environment or sender, or the number of a change")]
    public string? Text { get; init; }

    [FromQuery(Name = "state"), Description("requested, started, succeeded, failed, rolledBack, cancelled; repeatable")]
    public string[]? State { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service")]
    public string? Service { get; init; }

    [FromQuery(Name = "rogue"), Description("true: only those that went out past the approvals")]
    public bool? Rogue { get; init; }

    /// <summary>Wrong values are left with <paramref name="read"/>.</summary>
    public NoticeFilter Read(QueryReader read) => new(Text ?? "", read.Names<NoticeStatus>("state", State), Service ?? "", Rogue == true);
}

/// <summary>The read side of notices.</summary>
internal sealed class NoticeQueries(IDbContextFactory<OpsDb> databases)
{
    public static bool IsCursor(string given) => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>A page, the newest first, from <paramref name="cursor"/> on (null: the first).</summary>
    public async Task<Page<DeploymentNotice>> PageAsync(NoticeFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var below)) found = found.Where(notice => notice.Id < below);
        var rows = await found.OrderByDescending(notice => notice.Id).Take(limit + 1).ToListAsync(stopping);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>How many there are, counted to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(NoticeFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    private static IQueryable<DeploymentNotice> Narrow(OpsDb db, NoticeFilter filter)
    {
        var found = db.Set<DeploymentNotice>().AsNoTracking();
        if (filter.Statuses.Count > 0) found = found.Where(notice => filter.Statuses.Contains(notice.Status));
        if (filter.IsRogue) found = found.Where(notice => notice.RogueCode != "");
        if (ServiceKey.TryParse(filter.Service, null, out var service)) found = found.Where(notice => notice.Service == service);
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && ChangeNumber.TryParse(text, null, out var number)) return found.Where(notice => notice.Change == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            found = found.Where(notice => (notice.Component + " " + notice.Version + " " + notice.Environment + " " + notice.Sender).ToLower().Contains(word));
        return found;
    }
}
