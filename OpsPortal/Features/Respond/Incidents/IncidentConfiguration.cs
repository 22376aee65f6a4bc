using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents;

internal sealed class IncidentNumberColumn() : ValueConverter<IncidentNumber, long>(number => number.Value, stored => new IncidentNumber(stored));

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> incident)
    {
        incident.ToTable("incidents").HasKey(i => i.Number);
        incident.Property(i => i.Number).HasConversion<IncidentNumberColumn>().ValueGeneratedNever();
        incident.Property(i => i.Title).HasMaxLength(Incident.MaxTitleLength);
        incident.Property(i => i.Service).HasMaxLength(Event.MaxServiceLength);
        incident.Property(i => i.State).HasConversion<string>().HasMaxLength(20);
        incident.Property(i => i.Resolution).HasConversion<string>().HasMaxLength(20);
        incident.Property(i => i.HeldBefore).HasConversion<long>();
        incident.Property(i => i.OpenedBy).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.OwnerName).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.CommanderName).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.CommunicatorName).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.ScribeName).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.AcknowledgedBy).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.DescribedBy).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.ReviewedBy).HasMaxLength(Person.MaxNameLength);
        incident.Property(i => i.Version).IsConcurrencyToken();
        incident.Ignore(i => i.NewEntries);
        incident.HasIndex(i => new { i.State, i.Priority, i.Number }).HasDatabaseName("ix_incidents_queue");
        incident.HasIndex(i => i.Service).HasDatabaseName("ix_incidents_service");
        incident.HasIndex(i => new { i.OpenedAt, i.Number }).HasDatabaseName("ix_incidents_opened");
        incident.HasIndex(i => i.ChangedAt).HasDatabaseName("ix_incidents_changed");
    }
}

internal sealed class IncidentEntryConfiguration : IEntityTypeConfiguration<IncidentEntry>
{
    public void Configure(EntityTypeBuilder<IncidentEntry> entry)
    {
        entry.ToTable("incident_entries").HasKey(e => e.Id);
        entry.Property(e => e.Incident).HasConversion<IncidentNumberColumn>();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.From).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.To).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.Text).HasMaxLength(IncidentEntry.MaxTextLength);
        entry.HasIndex(e => e.Incident).HasDatabaseName("ix_incident_entries_incident");
        entry.HasIndex(e => e.At).HasDatabaseName("ix_incident_entries_at");
        entry.HasIndex(e => e.EventEntry).HasFilter("\"EventEntry\" IS NOT NULL").HasDatabaseName("ix_incident_entries_told");
        entry.HasOne<Incident>().WithMany().HasForeignKey(e => e.Incident).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class IncidentEventConfiguration : IEntityTypeConfiguration<IncidentEvent>
{
    public void Configure(EntityTypeBuilder<IncidentEvent> member)
    {
        member.ToTable("incident_events").HasKey(e => new { e.Incident, e.Event });
        member.Property(e => e.Incident).HasConversion<IncidentNumberColumn>();
        member.Property(e => e.By).HasMaxLength(Person.MaxNameLength);
        member.HasIndex(e => e.Event).HasDatabaseName("ix_incident_events_event");
        member.HasOne<Incident>().WithMany().HasForeignKey(e => e.Incident).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class IncidentTaskConfiguration : IEntityTypeConfiguration<IncidentTask>
{
    public void Configure(EntityTypeBuilder<IncidentTask> task)
    {
        task.ToTable("incident_tasks").HasKey(t => t.Id);
        task.Property(t => t.Id).ValueGeneratedNever();
        task.Property(t => t.Incident).HasConversion<IncidentNumberColumn>();
        task.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
        task.Property(t => t.Text).HasMaxLength(IncidentTask.MaxTextLength);
        task.Property(t => t.OwnerName).HasMaxLength(Person.MaxNameLength);
        task.Property(t => t.DoneBy).HasMaxLength(Person.MaxNameLength);
        task.HasOne<Incident>().WithMany().HasForeignKey(t => t.Incident).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class HypothesisConfiguration : IEntityTypeConfiguration<Hypothesis>
{
    public void Configure(EntityTypeBuilder<Hypothesis> hypothesis)
    {
        hypothesis.ToTable("incident_hypotheses").HasKey(h => h.Id);
        hypothesis.Property(h => h.Id).ValueGeneratedNever();
        hypothesis.Property(h => h.Incident).HasConversion<IncidentNumberColumn>();
        hypothesis.Property(h => h.State).HasConversion<string>().HasMaxLength(20);
        hypothesis.Property(h => h.Text).HasMaxLength(Hypothesis.MaxTextLength);
        hypothesis.Property(h => h.Because).HasMaxLength(Hypothesis.MaxTextLength);
        hypothesis.Property(h => h.By).HasMaxLength(Person.MaxNameLength);
        hypothesis.HasOne<Incident>().WithMany().HasForeignKey(h => h.Incident).OnDelete(DeleteBehavior.Cascade);
    }
}
