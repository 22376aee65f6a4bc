using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>Log lines of the services, from the kept records: the worst, and of those the nearest to the moment.</summary>
internal sealed class LinesAround(IDbContextFactory<OpsDb> databases, ServiceLookup services)
{
    private const int Most = 60;

    /// <summary>Signals looked through on either side of the moment, about.</summary>
    private const int MostLooked = 10_000;

    private const int LongestText = 2000;

    public async Task<LogFindings> ReadAsync(Moment moment, CancellationToken stopping)
    {
        if (moment.Services.Count == 0) return LogFindings.None;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var pages = db.Set<SignalPage>().AsNoTracking();
        var (found, keys) = (new List<LogLine>(), moment.Keys.ToHashSet(StringComparer.Ordinal));
        var partial = await LookAsync(pages.Where(page => page.At >= moment.From && page.At <= moment.At).OrderByDescending(page => page.Id), moment, keys, found, stopping);
        partial |= await LookAsync(pages.Where(page => page.At > moment.At && page.At <= moment.To).OrderBy(page => page.Id), moment, keys, found, stopping);
        var worst = found.OrderBy(line => Severity.Priority(line.Severity)).ThenBy(line => (line.At - moment.At).Duration()).Take(Most).OrderBy(line => line.At).ToList();
        return new(worst, found.Count, found.Count(IsError), partial);
    }

    internal static bool IsError(LogLine line) => Severity.Type(line.Severity) == EventType.Exception;

    private async Task<bool> LookAsync(IQueryable<SignalPage> pages, Moment moment, HashSet<string> keys, List<LogLine> found, CancellationToken stopping)
    {
        var looked = 0;
        await foreach (var packed in pages.Select(page => page.Packed).AsAsyncEnumerable().WithCancellation(stopping))
        {
            if (looked >= MostLooked) return true;
            foreach (var signal in SignalPack.Read(packed).Select(judged => judged.Signal))
            {
                looked++;
                if (signal.Kind != SignalKind.Record || signal.StartsAt < moment.From || signal.StartsAt > moment.To) continue;
                if (services.Find(signal.Labels) is { } service && keys.Contains(service.Value)) found.Add(Line(signal, service.Value));
            }
        }

        return false;
    }

    private static LogLine Line(Signal signal, string service) => new(
        signal.StartsAt, service, signal.Labels["severity"], signal.Text.Length <= LongestText ? signal.Text : string.Concat(signal.Text.AsSpan(0, LongestText), "…"), signal.Source, signal.Annotations["trace_id"]);
}
