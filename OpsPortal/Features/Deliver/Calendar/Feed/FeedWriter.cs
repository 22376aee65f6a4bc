using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling.Files;
using OpsPortal.Features.Deliver.Calendar.Entries;

namespace OpsPortal.Features.Deliver.Calendar.Feed;

/// <summary>Writes the calendar of a person for a calendar program: from a month back to a year ahead, called off entries as such.</summary>
internal sealed class FeedWriter(CalendarFeeds feeds, CalendarReader reader, TimeProvider clock)
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(31);

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    /// <summary>The file; null where the secret is not good or its owner may not see the calendar any more.</summary>
    /// <param name="root">The address of the portal, without a slash at the end.</param>
    public async Task<string?> WriteAsync(string secret, string root, CancellationToken stopping)
    {
        if (await feeds.OwnerAsync(secret, stopping) is not { } owner || !owner.May(Permissions.WindowsRead)) return null;
        var now = clock.GetUtcNow();
        var entries = await reader.BetweenAsync(new(owner, now - Back, now + Ahead, CalendarReader.Most, ForFeed: true), new(), stopping);
        return IcsWriter.Write("OpsPortal", entries.Select(entry => new IcsEntry(
            entry.Uid, entry.Version, entry.Named, entry.Description, root + entry.Href, entry.Start, entry.End, entry.ChangedAt, entry.IsCancelled, entry.Kind, entry.MovedFrom)));
    }

    public static async Task<IResult> AnswerAsync(string token, HttpContext request, FeedWriter writer)
    {
        var file = await writer.WriteAsync(token, $"{request.Request.Scheme}://{request.Request.Host}", request.RequestAborted);
        if (file is null) return Results.NotFound();
        request.Response.Headers.CacheControl = "private, max-age=300";
        return Results.Text(file, "text/calendar", System.Text.Encoding.UTF8);
    }
}
