using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Runners.Secrets;

internal sealed class SecretConfiguration : IEntityTypeConfiguration<StoredSecret>
{
    public void Configure(EntityTypeBuilder<StoredSecret> secret)
    {
        secret.ToTable("runner_secrets").HasKey(s => s.Id);
        secret.Property(s => s.Id).ValueGeneratedNever();
        secret.Property(s => s.Name).HasMaxLength(StoredSecret.MaxNameLength);
        secret.Property(s => s.SetBy).HasMaxLength(Person.MaxNameLength);
        secret.Property(s => s.Version).IsConcurrencyToken();
        secret.HasIndex(s => s.Name).IsUnique().HasDatabaseName("ux_runner_secrets_name");
    }
}
