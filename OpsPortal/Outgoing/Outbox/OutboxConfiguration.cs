using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsPortal.Outgoing.Outbox;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("outbox_messages").HasKey(m => m.Id);
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Kind).HasMaxLength(40);
        message.Property(m => m.About).HasMaxLength(OutboxMessage.MaxAboutLength);
        message.Property(m => m.Recipient).HasMaxLength(OutboxMessage.MaxRecipientLength);
        message.Property(m => m.Subject).HasMaxLength(OutboxMessage.MaxSubjectLength);
        message.Property(m => m.State).HasConversion<string>().HasMaxLength(10);
        message.Property(m => m.LastError).HasMaxLength(OutboxMessage.MaxErrorLength);
        message.Property(m => m.Version).IsConcurrencyToken();

        // What is due and what is under way are a small part of all that was ever sent.
        message.HasIndex(m => m.DueAt).HasFilter("\"DueAt\" IS NOT NULL").HasDatabaseName("ix_outbox_due");
        message.HasIndex(m => m.LeaseUntil).HasFilter("\"LeaseUntil\" IS NOT NULL").HasDatabaseName("ix_outbox_leased");
        message.HasIndex(m => m.EndedAt);

        // The delivery log, newest first.
        message.HasIndex(m => m.CreatedAt).HasDatabaseName("ix_outbox_log");
    }
}

internal sealed class OutboxAttemptConfiguration : IEntityTypeConfiguration<OutboxAttempt>
{
    public void Configure(EntityTypeBuilder<OutboxAttempt> attempt)
    {
        attempt.ToTable("outbox_attempts").HasKey(a => a.Id);
        attempt.Property(a => a.Said).HasMaxLength(OutboxMessage.MaxErrorLength);
        attempt.HasOne<OutboxMessage>().WithMany().HasForeignKey(a => a.Message).OnDelete(DeleteBehavior.Cascade);
    }
}
