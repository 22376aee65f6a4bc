using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Respond.Incidents;

namespace OpsPortal.Features.Respond.Handoffs;

internal sealed class HandoffNumberColumn() : ValueConverter<HandoffNumber, long>(number => number.Value, stored => new HandoffNumber(stored));

internal sealed class HandoffConfiguration : IEntityTypeConfiguration<Handoff>
{
    public void Configure(EntityTypeBuilder<Handoff> handoff)
    {
        handoff.ToTable("handoffs").HasKey(h => h.Number);
        handoff.Property(h => h.Number).HasConversion<HandoffNumberColumn>().ValueGeneratedNever();
        handoff.Property(h => h.Incident).HasConversion<IncidentNumberColumn>();
        handoff.Property(h => h.Subject).HasMaxLength(400);
        handoff.Property(h => h.Summary).HasMaxLength(Handoff.MaxSummaryLength);
        handoff.Property(h => h.State).HasConversion<string>().HasMaxLength(20);
        handoff.Property(h => h.GiverName).HasMaxLength(Person.MaxNameLength);
        handoff.Property(h => h.TakerName).HasMaxLength(Person.MaxNameLength);
        handoff.Property(h => h.Seal).HasMaxLength(64);
        handoff.Property(h => h.Version).IsConcurrencyToken();
        handoff.HasIndex(h => h.State);
        handoff.HasIndex(h => h.Rotation);
    }
}

internal sealed class HandoffItemConfiguration : IEntityTypeConfiguration<HandoffItem>
{
    public void Configure(EntityTypeBuilder<HandoffItem> item)
    {
        item.ToTable("handoff_items").HasKey(i => i.Id);
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Property(i => i.Handoff).HasConversion<HandoffNumberColumn>();
        item.Property(i => i.Section).HasConversion<string>().HasMaxLength(20);
        item.Property(i => i.Answer).HasConversion<string>().HasMaxLength(20);
        item.Property(i => i.Reference).HasMaxLength(40);
        item.Property(i => i.OwnerName).HasMaxLength(Person.MaxNameLength);
        item.Property(i => i.Note).HasMaxLength(HandoffItem.MaxTextLength);
        item.Property(i => i.UnownedBecause).HasMaxLength(HandoffItem.MaxTextLength);
        item.Property(i => i.Question).HasMaxLength(HandoffItem.MaxTextLength);
        item.Property(i => i.Reply).HasMaxLength(HandoffItem.MaxTextLength);
        item.HasIndex(i => i.Handoff);
        item.HasOne<Handoff>().WithMany().HasForeignKey(i => i.Handoff).OnDelete(DeleteBehavior.Cascade);
    }
}
