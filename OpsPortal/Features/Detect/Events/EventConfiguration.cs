using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events;

/// <summary>Enums are stored as numbers here: the queue's index holds four of them for a million rows.</summary>
internal sealed class EventConfiguration : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> stored)
    {
        stored.ToTable("events").HasKey(e => e.Number);
        stored.Property(e => e.Number).ValueGeneratedNever();
        stored.Property(e => e.Source).HasMaxLength(Signal.MaxSourceLength);
        stored.Property(e => e.Title).HasMaxLength(Event.MaxTitleLength);
        stored.Property(e => e.PrioritySetBy).HasMaxLength(Person.MaxNameLength);
        stored.Property(e => e.RecentTurns).HasMaxLength(80);
        stored.Property(e => e.Service).HasMaxLength(Event.MaxServiceLength);
        stored.Property(e => e.OwnerName).HasMaxLength(Person.MaxNameLength);
        stored.Property(e => e.AcknowledgedBy).HasMaxLength(Person.MaxNameLength);
        stored.Property(e => e.ClosingNote).HasMaxLength(EventEntry.MaxTextLength);
        stored.Property(e => e.Lesson).HasMaxLength(EventEntry.MaxTextLength);
        stored.Property(e => e.Standing).UsePropertyAccessMode(PropertyAccessMode.Property);
        stored.Property(e => e.Tag).HasMaxLength(WindowEffect.MaxTagLength);
        stored.Property(e => e.Version).IsConcurrencyToken();
        stored.Ignore(e => e.NewEntries);

        // The queue in its own order; the trailing columns let any filter be decided inside the index.
        stored.HasIndex(e => new { e.Standing, e.Priority, e.Number, e.State, e.Type, e.Owner, e.Source })
            .IsDescending(false, false, true, false, false, false, false).HasDatabaseName("ix_events_queue");
        stored.HasIndex(e => new { e.Standing, e.Number }).HasDatabaseName("ix_events_newest");
        stored.HasIndex(e => new { e.Standing, e.LastSeenAt }).HasDatabaseName("ix_events_last_seen");

        // Reports ask by when the portal heard of it first; new rows come at the end. What was shown lately is counted anew.
        stored.HasIndex(e => new { e.FirstSeenAt, e.Number }).HasDatabaseName("ix_events_first_seen");
        stored.HasIndex(e => e.ShownAt).HasFilter("\"ShownAt\" IS NOT NULL").HasDatabaseName("ix_events_shown");

        // By the fingerprint alone: hardly ever do two sources share one, and every new event rewrites pages of this index at random.
        stored.HasIndex(e => e.Fingerprint).HasDatabaseName("ix_events_identity");

        // Only events in a group have a lead.
        stored.HasIndex(e => e.Lead).HasFilter("\"Lead\" IS NOT NULL").HasDatabaseName("ix_events_lead");

        // Only what maintenance marks has a tag.
        stored.HasIndex(e => e.Tag).HasFilter("\"Tag\" <> ''").HasDatabaseName("ix_events_tag");

        stored.HasIndex(e => e.FlapsSince).HasFilter("\"FlapsSince\" IS NOT NULL").HasDatabaseName("ix_events_flapping");

        // What fires is a small part of all: the writer reads it at start, Alertmanager's clients all the time.
        stored.HasIndex(e => e.Condition).HasFilter("\"Condition\" = 0").HasDatabaseName("ix_events_firing");
    }
}

internal sealed class EventEntryConfiguration : IEntityTypeConfiguration<EventEntry>
{
    public void Configure(EntityTypeBuilder<EventEntry> entry)
    {
        entry.ToTable("event_entries").HasKey(e => e.Id);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.Text).HasMaxLength(EventEntry.MaxTextLength);

        // What a silence or window held back is found by its name; hardly any entry is of this kind (7: suppressed).
        entry.HasIndex(e => e.Text).HasFilter("\"Kind\" = 7").HasDatabaseName("ix_event_entries_suppressed");
        entry.HasOne<Event>().WithMany().HasForeignKey(e => e.Event).OnDelete(DeleteBehavior.Cascade);
    }
}
