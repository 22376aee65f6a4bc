using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Api;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Monitors;

internal sealed class MonitorNumberColumn() : ValueConverter<MonitorNumber, long>(number => number.Value, stored => new MonitorNumber(stored));

/// <summary>A draft as JSON, exactly as the API speaks it.</summary>
internal sealed class DraftColumn() : ValueConverter<MonitorDraft, string>(draft => Write(draft), stored => Read(stored))
{
    public static string Write(MonitorDraft draft) => JsonSerializer.Serialize(draft, WireJson.Options);

    public static MonitorDraft Read(string stored) => JsonSerializer.Deserialize<MonitorDraft>(stored, WireJson.Options) ?? throw new InvalidDataException("A monitor is stored without its settings.");
}

internal sealed class MonitorConfiguration : IEntityTypeConfiguration<Monitor>
{
    public void Configure(EntityTypeBuilder<Monitor> monitor)
    {
        monitor.ToTable("monitors").HasKey(m => m.Number);
        monitor.Property(m => m.Number).HasConversion<MonitorNumberColumn>().ValueGeneratedNever();
        monitor.Property(m => m.Name).HasMaxLength(MonitorDraft.MaxNameLength);
        monitor.Property(m => m.Service).HasMaxLength(MonitorDraft.MaxServiceLength);
        monitor.Property(m => m.Draft).HasConversion(new DraftColumn(), new ValueComparer<MonitorDraft>(
            (one, other) => ReferenceEquals(one, other), draft => draft.GetHashCode(), draft => draft));
        monitor.Property(m => m.ChangedBy).HasMaxLength(Person.MaxNameLength);
        monitor.Property(m => m.Version).IsConcurrencyToken();
        monitor.HasIndex(m => m.Name).IsUnique();
    }
}

internal sealed class MonitorRunConfiguration : IEntityTypeConfiguration<MonitorRun>
{
    public void Configure(EntityTypeBuilder<MonitorRun> run)
    {
        run.ToTable("monitor_runs").HasKey(r => r.Monitor);
        run.Property(r => r.Monitor).HasConversion<MonitorNumberColumn>().ValueGeneratedNever();
        run.Property(r => r.Said).HasMaxLength(MonitorRun.MaxSaidLength);
        run.HasIndex(r => new { r.GoesOut, r.DueAt });
    }
}

internal sealed class MonitorSeriesStateConfiguration : IEntityTypeConfiguration<MonitorSeriesState>
{
    public void Configure(EntityTypeBuilder<MonitorSeriesState> state)
    {
        state.ToTable("monitor_states").HasKey(s => new { s.Monitor, s.Series });
        state.Property(s => s.Monitor).HasConversion<MonitorNumberColumn>();
        state.Property(s => s.State).HasMaxLength(500);
    }
}

internal sealed class MonitorTurnConfiguration : IEntityTypeConfiguration<MonitorTurn>
{
    public void Configure(EntityTypeBuilder<MonitorTurn> turn)
    {
        turn.ToTable("monitor_turns").HasKey(t => t.Id);
        turn.Property(t => t.Monitor).HasConversion<MonitorNumberColumn>();
        turn.HasIndex(t => new { t.Monitor, t.Id });
        turn.HasIndex(t => t.At);
    }
}
