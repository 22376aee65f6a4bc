using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage.Start;

namespace OpsPortal.Storage;

internal static class StorageFeature
{
    /// <summary>The database, its lease and its migrations at start, and the keys that keep people signed in over a restart.</summary>
    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        MakeModel(builder.Configuration["OpsPortal:Database"]);
        builder.Services.AddStorageOptions();
        builder.Services.AddSingleton<OpsDbFactory>();
        builder.Services.AddSingleton<IDbContextFactory<OpsDb>>(services => services.GetRequiredService<OpsDbFactory>());
        builder.Services.AddScoped(services => services.GetRequiredService<OpsDbFactory>().CreateDbContext());
        builder.Services.AddSingleton(services => DatabaseLease.For(services.GetRequiredService<IOptions<StorageOptions>>().Value));
        builder.Services.AddSingleton<DatabaseStart>().AddHostedService<LeaseKeeper>();
        builder.Services.AddProblemDetails().AddExceptionHandler<UnavailableStorageAnswer>();

        builder.Services.AddDataProtection().SetApplicationName("OpsPortal");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, logs) =>
            keys.XmlRepository = new FileSystemXmlRepository(new(storage.Value.KeysPath), logs));
        return builder;
    }

    /// <summary>The model of the database takes long to make and is kept by EF for all contexts: it is made beside the rest of the start.</summary>
    private static void MakeModel(string? kind) => _ = Task.Run(() =>
    {
        var gate = new WriteGate(oneAtATime: true);
        using OpsDb db = string.Equals(kind, nameof(DatabaseKind.Postgres), StringComparison.OrdinalIgnoreCase)
            ? new PostgresOpsDb(OpsDbFactory.OnPostgres(new(), "Host=nowhere").Options, gate)
            : new SqliteOpsDb(OpsDbFactory.OnSqlite(new(), "nowhere").Options, gate);
        return db.Model;
    });

    public static IServiceCollection AddStorageOptions(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration("OpsPortal")
            .Configure<IConfiguration>((storage, settings) => storage.Connection = settings.GetConnectionString("OpsPortal"))
            .ValidateOnStart();
        return services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
    }

    /// <summary>Brings the database to the version of this program before anything else uses it; says why where that cannot be.</summary>
    public static Task<Refusal?> PrepareStorageAsync(this WebApplication app) =>
        app.Services.GetRequiredService<DatabaseStart>().RunAsync(app.Lifetime.ApplicationStopping);
}
