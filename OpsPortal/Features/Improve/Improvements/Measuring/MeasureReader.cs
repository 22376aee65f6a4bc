using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Measuring;

/// <summary>Counts what the portal measures by itself.</summary>
internal sealed class MeasureReader(IDbContextFactory<OpsDb> databases, ProductionDeployments deployments, MissedDetections missed, OverdueReviews reviews, IOptions<ImproveOptions> options)
{
    private const string Portal = "OpsPortal";

    /// <summary>The value as it was until now; null for what people measure. Of a rule the weeks that were counted are taken, the present one with them, so that many findings cost little; the time is then up to a week longer than asked.</summary>
    public async Task<MeasuredValue?> BeforeAsync(OpsDb db, Measure measure, DateTimeOffset now, CancellationToken stopping)
    {
        if (!measure.IsAutomatic) return null;
        if (measure.Kind is not (MeasureKind.EventsOfRule or MeasureKind.NoiseOfRule)) return await ReadAsync(db, measure, now - options.Value.MeasureOver, now, stopping);
        var weeks = Math.Max(1, (int)(options.Value.MeasureOver.TotalDays / 7));
        var from = NoiseWeek.Of(now).AddDays(-7 * weeks);
        if (RuleSubject.Parse(measure.About) is not { } subject) return null;
        var counted = await db.Set<NoiseWeek>().AsNoTracking().Where(week => week.Week >= from && db.Set<NoisyRule>().Any(rule => rule.Id == week.Rule && rule.Kind == subject.Kind && rule.Key == subject.Key))
            .Select(week => new { week.Events, week.Noise }).ToListAsync(stopping);
        return new(counted.Sum(week => measure.Kind == MeasureKind.NoiseOfRule ? week.Noise : week.Events), NoiseWeek.Begin(from), now, Portal);
    }

    /// <summary>The value between two instants; null for what people measure.</summary>
    public async Task<MeasuredValue?> ReadAsync(OpsDb db, Measure measure, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        double? value = measure.Kind switch
        {
            MeasureKind.EventsOfRule or MeasureKind.NoiseOfRule => await OfRuleAsync(measure, from, until, stopping),
            MeasureKind.GraveIncidents => await db.Set<Incident>().AsNoTracking().CountAsync(one => one.Priority <= Priority.P2 && one.OpenedAt >= from && one.OpenedAt < until && (measure.About == "" || one.Service == measure.About), stopping),
            MeasureKind.FailedDeployments => (await deployments.FailedAsync(db, from, until, stopping)).Count(one => IsAbout(measure, one.Service)),
            MeasureKind.ReworkDeployments => (await deployments.ReworkAsync(db, from, until, stopping)).Count(one => IsAbout(measure, one.Service)),
            MeasureKind.MissedDetections => (await missed.BetweenAsync(db, from, until, stopping)).Count(one => IsAbout(measure, one.Service)),
            MeasureKind.OverdueReviews => (await reviews.AtAsync(db, until, stopping)).Count,
            _ => null,
        };
        return value is { } read ? new(read, from, until, Portal) : null;
    }

    private async Task<double> OfRuleAsync(Measure measure, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        var (subject, count) = (RuleSubject.Parse(measure.About), 0);
        await foreach (var judged in OutcomeReader.BetweenAsync(databases, from, until, stopping))
        {
            if (judged.Subject == subject && (measure.Kind == MeasureKind.NoiseOfRule ? judged.Outcome == EventOutcome.Noise : judged.Outcome != EventOutcome.HeldBack)) count++;
        }

        return count;
    }

    private static bool IsAbout(Measure measure, string service) => measure.About.Length == 0 || measure.About == service;
}
