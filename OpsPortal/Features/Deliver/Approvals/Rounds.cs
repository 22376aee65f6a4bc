using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Approvals;

/// <summary>One person who is asked in one round, to find an inbox by.</summary>
internal sealed class AskedPerson
{
    public PersonId Person { get; init; }

    public required string Subject { get; init; }

    public int Round { get; init; }
}

internal sealed class AskedPersonConfiguration : IEntityTypeConfiguration<AskedPerson>
{
    public void Configure(EntityTypeBuilder<AskedPerson> asked)
    {
        asked.ToTable("approval_asked").HasKey(a => new { a.Subject, a.Round, a.Person });
        asked.Property(a => a.Subject).HasMaxLength(ApprovalRoundConfiguration.MaxSubjectLength);
        asked.HasIndex(a => a.Person).HasDatabaseName("ix_approval_asked_person");
        asked.HasOne<ApprovalRound>().WithMany().HasForeignKey(a => new { a.Subject, a.Round }).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Rounds as they are kept.</summary>
internal static class Rounds
{
    /// <summary>Adds a new round with what it is found by.</summary>
    public static void Keep(OpsDb db, ApprovalRound round, ApprovalSubject subject)
    {
        db.Add(round);
        db.Entry(round).Property(ApprovalRoundConfiguration.IsAsking).CurrentValue = true;
        db.Entry(round).Property(ApprovalRoundConfiguration.RequesterMayApprove).CurrentValue = subject.RequesterMayApprove;
        db.AddRange(round.Asked.Select(asked => new AskedPerson { Person = asked.Person, Subject = round.Subject, Round = round.Number }));
    }
}
