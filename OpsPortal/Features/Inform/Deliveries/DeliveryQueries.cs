using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Schedules.Sending;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Respond.Automation.Sending;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Deliveries;

/// <summary>The read side of everything that leaves: mail, webhooks, announcements, and what triggers do.</summary>
internal sealed class DeliveryQueries(IDbContextFactory<OpsDb> databases)
{
    private static readonly string[] MailKinds = [MailSender.MailKind, ReportMailSender.MailKind];

    /// <summary>A page, newest first, from <paramref name="cursor"/> on (null: the newest).</summary>
    public async Task<Page<DeliveryRow>> PageAsync(Actor by, DeliveryFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, by, filter);

        // Many messages may be of one instant; the cursor says how many of them were listed already.
        var (after, skip) = Parse(cursor) ?? (DateTimeOffset.MaxValue, 0);
        if (cursor is not null) found = found.Where(message => message.CreatedAt <= after);
        var messages = await found.OrderByDescending(message => message.CreatedAt).ThenByDescending(message => message.Id).Skip(skip).Take(limit + 1).ToListAsync(stopping);
        var rows = messages.ConvertAll(message => Row(by, message));
        if (rows.Count <= limit) return new(rows, null);
        var last = messages[limit - 1].CreatedAt;
        var listed = messages.Take(limit).Count(message => message.CreatedAt == last) + (last == after ? skip : 0);
        return new(rows[..limit], string.Create(CultureInfo.InvariantCulture, $"{last.UtcTicks}.{listed}"));
    }

    public async Task<int> CountAsync(Actor by, DeliveryFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, by, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<DeliveryRow>> RowsAsync(Actor by, IReadOnlyList<Guid> ids, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return (await db.Set<OutboxMessage>().AsNoTracking().Where(message => ids.Contains(message.Id)).ToListAsync(stopping)).ConvertAll(message => Row(by, message));
    }

    public async Task<(DeliveryRow Row, IReadOnlyList<DeliveryAttempt> Attempts)?> ViewAsync(Actor by, Guid id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<OutboxMessage>().AsNoTracking().SingleOrDefaultAsync(message => message.Id == id, stopping) is not { } found) return null;
        var attempts = await db.Set<OutboxAttempt>().AsNoTracking().Where(attempt => attempt.Message == id).OrderBy(attempt => attempt.Id)
            .Select(attempt => new DeliveryAttempt(attempt.Attempt, attempt.At, attempt.TookMilliseconds, attempt.Succeeded, attempt.Said)).ToListAsync(stopping);
        return (Row(by, found), attempts);
    }

    /// <summary>Whether a cursor is one of ours.</summary>
    public static (DateTimeOffset At, int Skip)? Parse(string? cursor)
    {
        if (cursor?.Split('.') is not [var ticks, var skip] || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || !int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var many)) return null;
        return at > DateTimeOffset.MaxValue.Ticks ? null : (new(at, TimeSpan.Zero), many);
    }

    private static IQueryable<OutboxMessage> Narrow(OpsDb db, Actor by, DeliveryFilter filter)
    {
        var found = db.Set<OutboxMessage>().AsNoTracking();
        if (filter.States.Count > 0)
        {
            var states = filter.States.Select(state => Enum.Parse<OutboxState>(state.ToString())).ToArray();
            found = found.Where(message => states.Contains(message.State));
        }

        if (filter.Ways.Count > 0)
        {
            var (mail, script, web) = (filter.Ways.Contains(DeliveryWay.Mail), filter.Ways.Contains(DeliveryWay.Script), filter.Ways.Contains(DeliveryWay.Web));
            found = found.Where(message => (mail && MailKinds.Contains(message.Kind)) || (script && message.Kind == RunMessages.Script) || (web && !MailKinds.Contains(message.Kind) && message.Kind != RunMessages.Script));
        }

        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        var addresses = by.May(Permissions.SubscribersManage);
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = text.ToLowerInvariant();

        // Who may not see addresses cannot find out by searching either.
        return found.Where(message => message.About.ToLower().Contains(wanted) || message.Subject.ToLower().Contains(wanted) || (addresses && message.Recipient.ToLower().Contains(wanted)));
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static DeliveryRow Row(Actor by, OutboxMessage message)
    {
        var way = message.Kind switch { MailSender.MailKind or ReportMailSender.MailKind => DeliveryWay.Mail, RunMessages.Script => DeliveryWay.Script, _ => DeliveryWay.Web };
        var to = message.Recipient.Length > 0 ? message.Recipient : OfRun(message.Content);
        return new(message.Id, message.CreatedAt, way, message.Subject.Length > 0 ? message.Subject : $"Run {message.About}", message.About, by.May(Permissions.SubscribersManage) ? to : AddressMask.Of(to),
            AddressMask.Of(message.State), message.Attempts, Hidden(by, message), message.DueAt, message.EndedAt);
    }

    /// <summary>A mail server repeats the address in what it says.</summary>
    private static string Hidden(Actor by, OutboxMessage message) =>
        by.May(Permissions.SubscribersManage) || message.Recipient.Length == 0 ? message.LastError : message.LastError.Replace(message.Recipient, AddressMask.Of(message.Recipient), StringComparison.OrdinalIgnoreCase);

    private static string OfRun(string content)
    {
        using var json = JsonDocument.Parse(content);
        if (json.RootElement.TryGetProperty("url", out var url) && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address)) return $"{address.Scheme}://{address.Authority}/…";
        return json.RootElement.TryGetProperty("script", out var script) ? script.GetString() ?? "" : "";
    }
}
