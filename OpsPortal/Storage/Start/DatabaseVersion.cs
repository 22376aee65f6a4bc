using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Start;

/// <summary>How a database stands to this program: by the migrations that each knows of.</summary>
/// <param name="Pending">How many this program would apply.</param>
/// <param name="Unknown">The first that this program does not know, because a newer one applied it; null where there is none.</param>
internal sealed record DatabaseVersion(int Pending, string? Unknown)
{
    public static async Task<DatabaseVersion> OfAsync(OpsDb db, CancellationToken stopping)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(stopping)).ToList();
        return new(known.Except(applied).Count(), applied.Find(migration => !known.Contains(migration)));
    }

    /// <summary>Why a command that reads the database cannot; null where it is of this program's version.</summary>
    public static async Task<Refusal?> RefusalAsync(OpsDb db, StorageOptions storage, CancellationToken stopping) => await OfAsync(db, stopping) switch
    {
        { Unknown: { } unknown } => StartRefusals.Newer(storage.Where, unknown),
        { Pending: > 0 } => StartRefusals.Older(storage.Where),
        _ => null,
    };
}
