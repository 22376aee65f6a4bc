using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance;

/// <summary>Counts what each rule judges, by the hour; written now and then. A crash loses the last seconds of it, never a signal.</summary>
internal sealed class RuleTally
{
    private readonly Dictionary<(Guid Rule, DateTimeOffset Hour), (long Signals, long Significant)> _counts = [];

    public bool IsEmpty => _counts.Count == 0;

    public void Note(Verdict verdict, DateTimeOffset now)
    {
        var key = (verdict.Rule?.Id ?? Guid.Empty, new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero));
        var (signals, significant) = _counts.GetValueOrDefault(key);
        _counts[key] = (signals + 1, significant + (verdict.IsSignificant ? 1 : 0));
    }

    public async Task WriteAsync(OpsDb db, CancellationToken stopping)
    {
        foreach (var ((rule, hour), (signals, significant)) in _counts)
        {
            if (await db.Set<RuleCount>().SingleOrDefaultAsync(count => count.Rule == rule && count.Hour == hour, stopping) is { } known)
            {
                known.Signals += signals;
                known.Significant += significant;
            }
            else
            {
                db.Add(new RuleCount { Rule = rule, Hour = hour, Signals = signals, Significant = significant });
            }
        }

        await db.SaveChangesAsync(stopping);
        _counts.Clear();
    }
}
