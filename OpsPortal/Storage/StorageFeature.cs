using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace OpsPortal.Storage;

internal static class StorageFeature
{
    /// <summary>The database, its migrations at start, and the keys that keep people signed in over a restart.</summary>
    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration("OpsPortal")
            .Configure<IConfiguration>((storage, settings) => storage.Connection = settings.GetConnectionString("OpsPortal"))
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        builder.Services.AddSingleton<OpsDbFactory>();
        builder.Services.AddSingleton<IDbContextFactory<OpsDb>>(services => services.GetRequiredService<OpsDbFactory>());
        builder.Services.AddScoped(services => services.GetRequiredService<OpsDbFactory>().CreateDbContext());

        var directory = Path.GetFullPath(builder.Configuration["OpsPortal:DataDirectory"] ?? "data");
        builder.Services.AddDataProtection().SetApplicationName("OpsPortal").PersistKeysToFileSystem(new(Path.Combine(directory, "keys")));
        return builder;
    }

    /// <summary>Brings the database to the version of this program before anything else uses it.</summary>
    public static async Task<WebApplication> PrepareStorageAsync(this WebApplication app)
    {
        var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        Directory.CreateDirectory(storage.DirectoryPath);
        await using var db = app.Services.GetRequiredService<OpsDbFactory>().CreateDbContext();
        await db.Database.MigrateAsync();
        return app;
    }
}
