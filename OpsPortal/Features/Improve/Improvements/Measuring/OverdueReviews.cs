using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Measuring;

/// <summary>Something that somebody should have looked into by now.</summary>
/// <param name="Key">The same as long as it is overdue.</param>
/// <param name="Title">In one line, as <c>CHG-7 broke the glass and was never reviewed</c>.</param>
/// <param name="Since">When it became overdue (UTC).</param>
internal sealed record OverdueReview(string Key, string Title, DateTimeOffset Since, string Link, string Service = "");

/// <summary>Reviews of break-glass, of major incidents, of changes past the approvals, and decisions on proposed problems that are overdue.</summary>
internal sealed class OverdueReviews(IOptions<ImproveOptions> options)
{
    private const int Most = 500;

    public async Task<IReadOnlyList<OverdueReview>> AtAsync(OpsDb db, DateTimeOffset at, CancellationToken stopping)
    {
        var (review, decide) = (at - options.Value.ReviewWithin, at - options.Value.DecideProblemsWithin);
        var glasses = await db.Set<BreakGlass>().AsNoTracking().Where(glass => glass.UsedAt != null && glass.ReviewedAt == null).Take(Most).ToListAsync(stopping);
        var incidents = await db.Set<Incident>().AsNoTracking().Where(one => one.IsMajor && one.ReviewedAt == null && (one.State == IncidentState.Resolved || one.State == IncidentState.Closed) && one.ResolvedAt < review)
            .OrderByDescending(one => one.Number).Take(Most).Select(one => new { one.Number, one.Title, one.ResolvedAt, one.Service }).ToListAsync(stopping);
        var problems = await db.Set<Problem>().AsNoTracking().Where(one => one.State == ProblemState.Proposed && one.ProposedAt < decide)
            .OrderByDescending(one => one.Number).Take(Most).Select(one => new { one.Number, one.Title, one.ProposedAt, one.Service }).ToListAsync(stopping);
        var open = EventLifecycle.Open;
        var rogue = await db.Events.AsNoTracking().Where(e => open.Contains(e.Standing) && e.Source == AddSource.Portal && e.FirstSeenAt < review && e.AcknowledgedAt == null)
            .OrderByDescending(e => e.Number).Take(Most).Select(e => new { e.Number, e.Title, e.Labels, e.FirstSeenAt, e.Service }).ToListAsync(stopping);
        return
        [
            .. glasses.Where(glass => glass.IsOverdue(at)).Select(glass => new OverdueReview($"glass/{glass.Id}", $"{glass.Change} broke the glass and was not reviewed", glass.ReviewDueAt, $"/changes/{glass.Change}")),
            .. incidents.Select(one => new OverdueReview($"incident/{one.Number}", $"{one.Number} was a major incident and was not reviewed: {one.Title}", (one.ResolvedAt ?? at) + options.Value.ReviewWithin, $"/incidents/{one.Number}", one.Service)),
            .. problems.Select(one => new OverdueReview($"problem/{one.Number}", $"Nobody has decided on {one.Number}: {one.Title}", one.ProposedAt + options.Value.DecideProblemsWithin, $"/problems/{one.Number}", one.Service)),
            .. rogue.Where(e => e.Labels["alertname"] == "RogueChange").Select(e => new OverdueReview($"rogue/{e.Number}", $"Nobody has looked into {e.Number}: {e.Title}", e.FirstSeenAt + options.Value.ReviewWithin, $"/events/{e.Number}", e.Service)),
        ];
    }
}
