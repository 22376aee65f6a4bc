using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.People;

namespace OpsPortal.Ui.Lists.SavedViews;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.ToTable("saved_views").HasKey(v => v.Id);
        view.Property(v => v.Id).ValueGeneratedNever();
        view.Property(v => v.List).HasMaxLength(40);
        view.Property(v => v.Name).HasMaxLength(SavedView.MaxNameLength);
        view.Property(v => v.Query).HasMaxLength(SavedView.MaxQueryLength);
        view.Property(v => v.OwnerName).HasMaxLength(Person.MaxNameLength);
        view.HasIndex(v => new { v.List, v.Owner, v.Name }).IsUnique();
        view.HasOne<Person>().WithMany().HasForeignKey(v => v.Owner).OnDelete(DeleteBehavior.Cascade);
    }
}
