using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Estate;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>Which services a change touches, as rows to search by.</summary>
internal static class ChangeTouches
{
    /// <summary>The changes that touch a service in an environment, the newest first.</summary>
    /// <remarks>It begins with the service: a service has few of all changes.</remarks>
    public static IQueryable<Change> Of(OpsDb db, ServiceKey service, string environment) =>
        from touched in db.Set<ChangeTouch>()
        where touched.Service == service
        join change in db.Set<Change>() on touched.Change equals change.Number
        where EF.Property<string>(change, ChangeColumns.Environment) == environment
        orderby touched.Change descending
        select change;

    /// <summary>Brings the rows in line with the plan; belongs to every save of a plan.</summary>
    public static async Task WriteAsync(OpsDb db, Change change, CancellationToken stopping)
    {
        var kept = await db.Set<ChangeTouch>().Where(touched => touched.Change == change.Number).ToListAsync(stopping);
        var wanted = change.Plan.Components.Select(component => component.Service).Distinct().ToList();
        db.RemoveRange(kept.Where(touched => !wanted.Contains(touched.Service)));
        db.AddRange(wanted.Where(service => !kept.Exists(touched => touched.Service == service)).Select(service => new ChangeTouch { Change = change.Number, Service = service }));
    }
}
