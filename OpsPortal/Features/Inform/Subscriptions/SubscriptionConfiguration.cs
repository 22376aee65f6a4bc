using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Inform.Subscriptions;

internal sealed class SubscriptionConfiguration : IEntityTypeConfiguration<Subscription>
{
    private const int DigestLength = 64;

    public void Configure(EntityTypeBuilder<Subscription> subscription)
    {
        subscription.ToTable("status_subscriptions").HasKey(s => s.Id);
        subscription.Property(s => s.Kind).HasConversion<string>().HasMaxLength(10);
        subscription.Property(s => s.AddressKey).HasMaxLength(OutboxMessage.MaxRecipientLength);
        subscription.Property(s => s.Shown).HasMaxLength(OutboxMessage.MaxRecipientLength);
        subscription.Property(s => s.Services).HasConversion(new KeyListColumn(), KeyListColumn.Same);
        subscription.Property(s => s.Wanted).HasConversion((ValueConverter)new KeyListColumn(), KeyListColumn.Same);
        subscription.Property(s => s.ConfirmDigest).HasMaxLength(DigestLength);
        subscription.Property(s => s.EndDigest).HasMaxLength(DigestLength);
        subscription.Property(s => s.Version).IsConcurrencyToken();
        subscription.Ignore(s => s.IsConfirmed);

        // One address subscribes once.
        subscription.HasIndex(s => s.AddressKey).IsUnique();
        subscription.HasIndex(s => s.EndDigest).IsUnique();
        subscription.HasIndex(s => s.ConfirmDigest).HasFilter("\"ConfirmDigest\" IS NOT NULL");
    }
}
