using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Watching;

namespace OpsPortal.Features.Respond.Automation;

internal sealed class TriggerConfiguration : IEntityTypeConfiguration<Trigger>
{
    public void Configure(EntityTypeBuilder<Trigger> trigger)
    {
        trigger.ToTable("automation_triggers").HasKey(t => t.Number);
        trigger.Property(t => t.Number).HasConversion(number => number.Value, stored => new TriggerNumber(stored)).ValueGeneratedNever();
        trigger.Property(t => t.Name).HasMaxLength(Trigger.MaxNameLength);
        trigger.HasIndex(t => t.Name).IsUnique();
        trigger.Property(t => t.Reason).HasMaxLength(Trigger.MaxReasonLength);
        trigger.Property(t => t.Mode).HasConversion<string>().HasMaxLength(10);
        trigger.Property(t => t.ChangedBy).HasMaxLength(Person.MaxNameLength);
        trigger.Property(t => t.StoppedWhy).HasMaxLength(1000);
        trigger.Property(t => t.SealedSecret).HasMaxLength(1000);
        trigger.Property(t => t.Version).IsConcurrencyToken();

        // Each part is replaced as a whole, never changed in place.
        trigger.Property(t => t.Condition).HasConversion(part => StoredParts.Write(part), stored => StoredParts.ReadCondition(stored), Replaced<TriggerCondition>());
        trigger.Property(t => t.Action).HasConversion(part => StoredParts.Write(part), stored => StoredParts.Read<TriggerAction>(stored), Replaced<TriggerAction>());
        trigger.Property(t => t.Guardrails).HasConversion(part => StoredParts.Write(part), stored => StoredParts.Read<Guardrails>(stored), Replaced<Guardrails>());
    }

    private static ValueComparer<T> Replaced<T>() where T : class => new((a, b) => ReferenceEquals(a, b), part => part.GetHashCode(), part => part);
}

internal sealed class TriggerRunConfiguration : IEntityTypeConfiguration<TriggerRun>
{
    public void Configure(EntityTypeBuilder<TriggerRun> run)
    {
        run.ToTable("automation_runs").HasKey(r => r.Number);
        run.Property(r => r.Number).HasConversion(number => number.Value, stored => new RunNumber(stored)).ValueGeneratedNever();
        run.Property(r => r.Trigger).HasConversion(number => number.Value, stored => new TriggerNumber(stored));
        run.Property(r => r.TriggerName).HasMaxLength(Trigger.MaxNameLength);
        run.Property(r => r.SavedBy).HasMaxLength(Person.MaxNameLength);
        run.Property(r => r.DecidedBy).HasMaxLength(Person.MaxNameLength);
        run.Property(r => r.Occasion).HasConversion<string>().HasMaxLength(20);
        run.Property(r => r.Action).HasConversion<string>().HasMaxLength(20);
        run.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        run.Property(r => r.Target).HasMaxLength(TriggerRun.MaxTargetLength);
        run.Property(r => r.Identity).HasMaxLength(TriggerRun.MaxTargetLength);
        run.Property(r => r.WhyCode).HasMaxLength(100);
        run.Property(r => r.Note).HasMaxLength(TriggerRun.MaxNoteLength);
        run.Property(r => r.Version).IsConcurrencyToken();
        run.Ignore(r => r.Happening);

        // The promise that nothing runs twice for the same happening.
        run.HasIndex(r => new { r.Trigger, r.Event, r.Occasion, r.Occurrence }).IsUnique().HasDatabaseName("ux_automation_runs_happening");
        run.HasIndex(r => new { r.Trigger, r.At }).HasDatabaseName("ix_automation_runs_history");
        run.HasIndex(r => r.State).HasDatabaseName("ix_automation_runs_state");
        run.HasIndex(r => r.Event).HasDatabaseName("ix_automation_runs_event");
    }
}

internal sealed class WatchCursorConfiguration : IEntityTypeConfiguration<WatchCursor>
{
    public void Configure(EntityTypeBuilder<WatchCursor> cursor)
    {
        cursor.ToTable("automation_cursors").HasKey(c => c.Name);
        cursor.Property(c => c.Name).HasMaxLength(30);
        cursor.Ignore(c => c.Reached);
    }
}
