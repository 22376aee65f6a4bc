using Hangfire;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Jobs;
using OpsPortal.Features.People;
using OpsPortal.Storage;

namespace OpsPortal.Jobs;

internal static class JobsFeature
{
    /// <summary>Hangfire's tables, beside the portal's own in the same PostgreSQL database.</summary>
    private const string Schema = "hangfire";

    /// <summary>Hangfire is the clock and the hands, never the memory: what is due is in the portal's own tables.</summary>
    public static WebApplicationBuilder AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<JobOptions>().BindConfiguration("OpsPortal:Jobs").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<JobOptions>, JobOptionsValidator>();
        builder.Services.AddSingleton<JobHealth>().AddTransient<JobRunner>().AddSingleton<EventSweep>();
        builder.Services.AddHangfire((services, hangfire) => Store(hangfire, services.GetRequiredService<IOptions<StorageOptions>>().Value)
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new ForgetSoon()));

        if (!builder.Configuration.GetValue("OpsPortal:Jobs:Enabled", defaultValue: true)) return builder;
        builder.Services.AddHangfireServer((services, server) =>
        {
            server.WorkerCount = services.GetRequiredService<IOptions<JobOptions>>().Value.Workers;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddHostedService<JobRegistration>();
        return builder;
    }

    /// <summary>Hangfire's dashboard, for those who manage jobs.</summary>
    public static IEndpointRouteBuilder MapJobs(this IEndpointRouteBuilder routes)
    {
        routes.MapHangfireDashboard("/admin/jobs", new DashboardOptions
        {
            DashboardTitle = "OpsPortal jobs",
            AppPath = "/admin",
            DisplayStorageConnectionString = false,
            Authorization = [new JobsManagers()],
        }).RequireAuthorization(Permissions.JobsManage);
        return routes;
    }

    private static IGlobalConfiguration Store(IGlobalConfiguration hangfire, StorageOptions storage)
    {
        if (storage.Database == DatabaseKind.Sqlite)
            return hangfire.UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = ForgetSoon.After });
        return hangfire.UsePostgreSqlStorage(
            postgres => postgres.UseNpgsqlConnection(storage.Connection),
            new PostgreSqlStorageOptions { SchemaName = Schema, QueuePollInterval = TimeSpan.FromSeconds(1), JobExpirationCheckInterval = TimeSpan.FromMinutes(5) });
    }

    /// <summary>The route's policy lets nobody else in; this holds even if the dashboard were mapped some other way.</summary>
    private sealed class JobsManagers : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => context.GetHttpContext().Actor().May(Permissions.JobsManage);
    }
}
