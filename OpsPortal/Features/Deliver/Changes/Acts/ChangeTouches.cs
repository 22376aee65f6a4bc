using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>Which services a change touches, as rows to search by.</summary>
internal static class ChangeTouches
{
    /// <summary>Brings the rows in line with the plan; belongs to every save of a plan.</summary>
    public static async Task WriteAsync(OpsDb db, Change change, CancellationToken stopping)
    {
        var kept = await db.Set<ChangeTouch>().Where(touched => touched.Change == change.Number).ToListAsync(stopping);
        var wanted = change.Plan.Components.Select(component => component.Service).Distinct().ToList();
        db.RemoveRange(kept.Where(touched => !wanted.Contains(touched.Service)));
        db.AddRange(wanted.Where(service => !kept.Exists(touched => touched.Service == service)).Select(service => new ChangeTouch { Change = change.Number, Service = service }));
    }
}
