using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes;

/// <summary>Facts of a plan that are kept beside it, in columns of their own.</summary>
internal static class ChangeColumns
{
    public const string Title = "Title", Kind = "Kind", Environment = "Environment", Services = "Services", Words = "Words", StartsAt = "StartsAt", EndsAt = "EndsAt";

    public const string RequestedByName = "RequestedByName", RequestedByPerson = "RequestedByPerson";

    /// <summary>Brings the columns in line with the plan; belongs to every save of a change.</summary>
    public static void Write(OpsDb db, Change change)
    {
        var (plan, kept) = (change.Plan, db.Entry(change));
        List<string> services = [.. plan.Components.Select(component => component.Service.Value).Distinct(StringComparer.Ordinal)];
        Set(Title, plan.Title);
        Set(Kind, plan.Kind);
        Set(Environment, plan.Environment);
        Set(Services, string.Join(' ', services));
        Set(Words, string.Join(' ', plan.Components.Select(component => $"{component.Name} {component.Version}").Prepend(plan.Environment).Prepend(change.RequestedBy.Name).Prepend(plan.Title)).ToLowerInvariant());
        Set(StartsAt, plan.Window?.Start);
        Set(EndsAt, plan.Window?.End);
        Set(RequestedByName, change.RequestedBy.Name);
        Set(RequestedByPerson, (change.RequestedBy.Person ?? change.RequestedBy.Owner)?.Value);

        void Set<T>(string column, T value) => kept.Property(column).CurrentValue = value;
    }
}
