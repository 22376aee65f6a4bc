using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Storage;

/// <summary>Facts of a deployment that are kept beside it, in columns of their own.</summary>
internal static class DeploymentColumns
{
    public const string Services = "ServiceKeys", Words = "Words", Model = "Model", MadeByName = "MadeByName";

    /// <summary>When the executor has something to do (UTC); null: not before somebody acts or reports.</summary>
    public const string DueAt = "DueAt";

    /// <summary>Deployments with their attempts, in the order begun: later stages, steps and attempts have higher numbers.</summary>
    public static IQueryable<Deployment> WithAttempts(this IQueryable<Deployment> deployments) =>
        deployments.Include(deployment => deployment.Attempts.OrderBy(attempt => attempt.Stage).ThenBy(attempt => attempt.Step).ThenBy(attempt => attempt.Attempt)).AsSplitQuery();

    /// <summary>Adds what the deployment has noted to the unit of work, and brings columns and locks in line with it; belongs to every save of a deployment.</summary>
    public static async Task KeepAsync(OpsDb db, Deployment deployment, DateTimeOffset now, CancellationToken stopping)
    {
        var kept = db.Entry(deployment);
        db.AddRange(deployment.NewEntries);
        foreach (var attempt in deployment.Attempts.Where(attempt => db.Entry(attempt).State == EntityState.Detached)) db.Add(attempt);
        if (kept.State == EntityState.Added)
        {
            Set(Services, string.Join(' ', deployment.Services.Select(service => service.Value)));
            Set(Words, string.Join(' ', deployment.Components.Select(component => $"{component.Name} {component.Version}").Prepend(deployment.Environment).Prepend(deployment.MadeBy.Name).Prepend(deployment.Change.ToString())).ToLowerInvariant());
            Set(Model, deployment.Recipe.Model.Name);
            Set(MadeByName, deployment.MadeBy.Name);
        }

        Set(DueAt, Due(deployment, now));
        await DeploymentHold.KeepAsync(db, deployment, stopping);

        void Set<T>(string column, T value) => kept.Property(column).CurrentValue = value;
    }

    private static DateTimeOffset? Due(Deployment deployment, DateTimeOffset now) => DeploymentEngine.Next(deployment, now) is var due && due is Domain.Deliver.Deployments.Due.Rest(var until) ? until : now;
}

/// <summary>That a deployment is under way for a service in an environment. The database lets no second one in.</summary>
internal sealed class DeploymentHold
{
    public required string Service { get; init; }

    /// <summary>In lower case.</summary>
    public required string Environment { get; init; }

    public DeploymentNumber Deployment { get; init; }

    /// <summary>Takes the locks of a deployment that is under way, and gives back those of one that is not.</summary>
    public static async Task KeepAsync(OpsDb db, Deployment deployment, CancellationToken stopping)
    {
        var wanted = DeploymentLifecycle.IsUnderWay(deployment.State);
        var was = db.Entry(deployment).State == EntityState.Added ? DeploymentState.Pending : db.Entry(deployment).Property(d => d.State).OriginalValue;
        if (wanted == DeploymentLifecycle.IsUnderWay(was)) return;
        if (wanted)
        {
            db.AddRange(deployment.Services.Select(service => new DeploymentHold { Service = service.Value, Environment = NameOf(deployment.Environment), Deployment = deployment.Number }));
            return;
        }

        db.RemoveRange(await db.Set<DeploymentHold>().Where(hold => hold.Deployment == deployment.Number).ToListAsync(stopping));
    }

    public static string NameOf(string environment) => environment.ToLowerInvariant();
}
