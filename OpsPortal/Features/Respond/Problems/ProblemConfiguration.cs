using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Features.Respond.Problems.Watching;

namespace OpsPortal.Features.Respond.Problems;

internal sealed class ProblemNumberColumn() : ValueConverter<ProblemNumber, long>(number => number.Value, stored => new ProblemNumber(stored));

internal sealed class ProblemConfiguration : IEntityTypeConfiguration<Problem>
{
    public void Configure(EntityTypeBuilder<Problem> problem)
    {
        problem.ToTable("problems").HasKey(p => p.Number);
        problem.Property(p => p.Number).HasConversion<ProblemNumberColumn>().ValueGeneratedNever();
        problem.Property(p => p.Title).HasMaxLength(Problem.MaxTitleLength);
        problem.Property(p => p.What).HasMaxLength(ProblemPattern.MaxWhatLength);
        problem.Property(p => p.Service).HasMaxLength(Event.MaxServiceLength);
        problem.Property(p => p.Labels).HasDefaultValueSql("'{}'");
        problem.Property(p => p.Narrowed).HasMaxLength(StoredPattern.MaxKeyLength);
        problem.Property(p => p.State).HasConversion<string>().HasMaxLength(20);
        problem.Property(p => p.ProposedBy).HasMaxLength(Person.MaxNameLength);
        problem.Property(p => p.WrittenBy).HasMaxLength(Person.MaxNameLength);
        problem.Property(p => p.OwnerName).HasMaxLength(Person.MaxNameLength);
        problem.Property(p => p.TeamName).HasMaxLength(TeamDraft.MaxNameLength);
        problem.Property(p => p.Change).HasMaxLength(ChangeReference.MaxLength);
        problem.Property(p => p.Version).IsConcurrencyToken();
        problem.Ignore(p => p.NewEntries).Ignore(p => p.Pattern);
        problem.HasIndex(p => new { p.State, p.Priority, p.Number }).HasDatabaseName("ix_problems_queue");
        problem.HasIndex(p => p.Service).HasDatabaseName("ix_problems_service");

        // One problem for each pattern, however many look at once; one that is closed leaves room for the next.
        problem.HasIndex(p => new { p.What, p.Service, p.Narrowed }).IsUnique().HasFilter("\"What\" <> '' AND \"State\" <> 'Closed'").HasDatabaseName("ix_problems_pattern");
    }
}

internal sealed class ProblemEntryConfiguration : IEntityTypeConfiguration<ProblemEntry>
{
    public void Configure(EntityTypeBuilder<ProblemEntry> entry)
    {
        entry.ToTable("problem_entries").HasKey(e => e.Id);
        entry.Property(e => e.Problem).HasConversion<ProblemNumberColumn>();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.From).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.To).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Actor).HasMaxLength(Person.MaxNameLength);
        entry.Property(e => e.About).HasMaxLength(30);
        entry.Property(e => e.Text).HasMaxLength(ProblemEntry.MaxTextLength);
        entry.HasIndex(e => e.Problem).HasDatabaseName("ix_problem_entries_problem");
        entry.HasOne<Problem>().WithMany().HasForeignKey(e => e.Problem).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProblemEventConfiguration : IEntityTypeConfiguration<ProblemEvent>
{
    public void Configure(EntityTypeBuilder<ProblemEvent> link)
    {
        link.ToTable("problem_events").HasKey(e => new { e.Problem, e.Event });
        link.Property(e => e.Problem).HasConversion<ProblemNumberColumn>();
        link.Property(e => e.By).HasMaxLength(Person.MaxNameLength);
        link.HasIndex(e => e.Event).HasDatabaseName("ix_problem_events_event");
        link.HasOne<Problem>().WithMany().HasForeignKey(e => e.Problem).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProblemIncidentConfiguration : IEntityTypeConfiguration<ProblemIncident>
{
    public void Configure(EntityTypeBuilder<ProblemIncident> link)
    {
        link.ToTable("problem_incidents").HasKey(i => new { i.Problem, i.Incident });
        link.Property(i => i.Problem).HasConversion<ProblemNumberColumn>();
        link.Property(i => i.Incident).HasConversion<IncidentNumberColumn>();
        link.Property(i => i.By).HasMaxLength(Person.MaxNameLength);
        link.HasIndex(i => i.Incident).HasDatabaseName("ix_problem_incidents_incident");
        link.HasOne<Problem>().WithMany().HasForeignKey(i => i.Problem).OnDelete(DeleteBehavior.Cascade);
    }
}
