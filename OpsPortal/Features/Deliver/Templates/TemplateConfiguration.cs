using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Deliver.Templates;

internal sealed class ChangeTemplateConfiguration : IEntityTypeConfiguration<ChangeTemplate>
{
    public void Configure(EntityTypeBuilder<ChangeTemplate> template)
    {
        template.ToTable("change_templates").HasKey(t => new { t.Key, t.Revision });
        template.Property(t => t.Key).HasMaxLength(ServiceKey.MaxLength);
        template.Property(t => t.Terms).HasConversion(new StoredJsonColumn<TemplateTerms>(), StoredJsonColumn<TemplateTerms>.Replaced);
        template.Property(t => t.ProposedBy).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        template.Property(t => t.EndedWhy).HasMaxLength(ChangeTemplate.MaxWhyLength);
        template.Property(t => t.Version).IsConcurrencyToken();
    }
}
