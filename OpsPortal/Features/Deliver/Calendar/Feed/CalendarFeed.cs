using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Calendar.Feed;

/// <summary>A secret address at which a person's calendar program reads what that person may see. Only a hash of the secret is kept.</summary>
public sealed class CalendarFeed
{
    public Guid Id { get; init; }

    public PersonId Person { get; init; }

    /// <summary>SHA-256 of the secret, in hex.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: it is good.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class CalendarFeedConfiguration : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> feed)
    {
        feed.ToTable("calendar_feeds").HasKey(f => f.Id);
        feed.Property(f => f.Id).ValueGeneratedNever();
        feed.Property(f => f.Hash).HasMaxLength(64);
        feed.HasIndex(f => f.Hash).IsUnique();
        feed.HasIndex(f => f.Person);
    }
}
