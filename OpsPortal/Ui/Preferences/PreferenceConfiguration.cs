using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.People;

namespace OpsPortal.Ui.Preferences;

internal sealed class PreferenceConfiguration : IEntityTypeConfiguration<Preference>
{
    public void Configure(EntityTypeBuilder<Preference> preference)
    {
        preference.ToTable("preferences").HasKey(p => new { p.Person, p.Name });
        preference.Property(p => p.Name).HasMaxLength(Preference.MaxNameLength);
        preference.Property(p => p.Value).HasMaxLength(Preference.MaxValueLength);
        preference.HasOne<Person>().WithMany().HasForeignKey(p => p.Person).OnDelete(DeleteBehavior.Cascade);
    }
}
