using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.People;

namespace OpsPortal.Storage;

/// <summary>Everything the portal remembers. One context serves one operation and is then disposed.</summary>
/// <remarks>
/// Saving writes the acts recorded with <see cref="Record"/> to the audit chain in the same transaction.
/// Entities are mapped where their feature lives; <c>SqliteOpsDb</c> and <c>PostgresOpsDb</c> carry the migrations.
/// </remarks>
public abstract class OpsDb(DbContextOptions options, WriteGate gate) : IdentityUserContext<Account, Guid>(options)
{
    private readonly List<Act> _acts = [];

    public DbSet<Event> Events => Set<Event>();
    public DbSet<EventEntry> EventEntries => Set<EventEntry>();
    public DbSet<Silence> Silences => Set<Silence>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Service> Services => Set<Service>();
    public DbSet<Team> Teams => Set<Team>();

    /// <summary>The turn-taking of everyone who writes to this database.</summary>
    public WriteGate Gate => gate;

    /// <summary>Notes an act; it is written to the audit chain by the next save, or not at all if that fails.</summary>
    public void Record(Act act) => _acts.Add(act);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
        {
            await AuditTrail.AppendAsync(this, _acts, cancellationToken);
            _acts.Clear();
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        if (_acts.Count == 0)
        {
            using var alone = await gate.EnterAsync(cancellationToken);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        using var turn = await gate.EnterAsync(cancellationToken);
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        await AuditTrail.AppendAsync(this, _acts, cancellationToken);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _acts.Clear();
        return saved;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Save asynchronously: writers take turns.");

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(OpsDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstant>();
        configurationBuilder.Properties<EventNumber>().HaveConversion<EventNumberColumn>();
        configurationBuilder.Properties<PersonId>().HaveConversion<PersonIdColumn>();
        configurationBuilder.Properties<Fingerprint>().HaveConversion<FingerprintColumn>();
        configurationBuilder.Properties<ServiceKey>().HaveConversion<CatalogueKeyColumn>().HaveMaxLength(ServiceKey.MaxLength);
        configurationBuilder.Properties<TeamId>().HaveConversion<TeamIdColumn>();
        configurationBuilder.Properties<LabelSet>().HaveConversion<LabelsColumn>();
    }
}

/// <summary><see cref="OpsDb"/> in one file.</summary>
public sealed class SqliteOpsDb(DbContextOptions<SqliteOpsDb> options, WriteGate gate) : OpsDb(options, gate);

/// <summary><see cref="OpsDb"/> on a PostgreSQL server, in a schema of its own.</summary>
public sealed class PostgresOpsDb(DbContextOptions<PostgresOpsDb> options, WriteGate gate) : OpsDb(options, gate)
{
    /// <summary>Beside Hangfire's own schema in the same database.</summary>
    public const string Schema = "opsportal";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.HasDefaultSchema(Schema);
        base.OnModelCreating(builder);
    }
}
