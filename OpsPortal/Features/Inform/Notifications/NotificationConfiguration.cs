using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Inform.Notifications;

internal sealed class NotificationRuleConfiguration : IEntityTypeConfiguration<NotificationRule>
{
    public void Configure(EntityTypeBuilder<NotificationRule> rule)
    {
        rule.ToTable("notification_rules").HasKey(r => r.Number);
        rule.Property(r => r.Number).HasConversion(number => number.Value, stored => new NotificationNumber(stored)).ValueGeneratedNever();
        rule.Property(r => r.Name).HasMaxLength(NotificationRule.MaxNameLength);
        rule.Property(r => r.Kind).HasConversion<string>().HasMaxLength(10);
        rule.Property(r => r.Shown).HasMaxLength(OutboxMessage.MaxRecipientLength);
        rule.Property(r => r.DestinationKey).HasMaxLength(TellingConfiguration.MaxDestinationLength);
        rule.Property(r => r.ChangedBy).HasMaxLength(Person.MaxNameLength);
        rule.Property(r => r.Version).IsConcurrencyToken();
        rule.HasIndex(r => r.Person);
        rule.HasIndex(r => r.Team);

        // Each part is replaced as a whole, never changed in place.
        rule.Property(r => r.Condition).HasConversion(part => StoredParts.Write(part), stored => StoredParts.ReadCondition(stored),
            new ValueComparer<TriggerCondition>((a, b) => ReferenceEquals(a, b), part => part.GetHashCode(), part => part));
        rule.Property(r => r.Quiet).HasConversion(part => JsonSerializer.Serialize(part, JsonSerializerOptions.Default), stored => JsonSerializer.Deserialize<QuietHours>(stored, JsonSerializerOptions.Default));
    }
}

internal sealed class TellingConfiguration : IEntityTypeConfiguration<Telling>
{
    public const int MaxDestinationLength = 300;

    public void Configure(EntityTypeBuilder<Telling> telling)
    {
        // The promise that nobody is told twice.
        telling.ToTable("notification_tellings").HasKey(t => new { t.Event, t.Destination });
        telling.Property(t => t.Destination).HasMaxLength(MaxDestinationLength);
        telling.Property(t => t.Kind).HasConversion<string>().HasMaxLength(10);
        telling.Property(t => t.Shown).HasMaxLength(OutboxMessage.MaxRecipientLength);
        telling.Property(t => t.Rule).HasConversion(number => number.Value, stored => new NotificationNumber(stored));
        telling.Property(t => t.RuleName).HasMaxLength(NotificationRule.MaxNameLength);
        telling.Property(t => t.State).HasConversion<string>().HasMaxLength(10);
        telling.Property(t => t.Version).IsConcurrencyToken();
        telling.Ignore(t => t.IsDone);
        telling.HasIndex(t => t.State);
        telling.HasIndex(t => t.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        telling.HasIndex(t => t.Message);
    }
}
