using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.StepUps;

/// <summary>One time that somebody showed once more who he or she is, as it is kept, with what it was used for.</summary>
public sealed class KeptStepUp
{
    public const int MaxUseLength = 200;

    public Guid Id { get; init; }

    public PersonId Person { get; init; }

    /// <summary>The account it was done with.</summary>
    public Guid Account { get; init; }

    public StepUpMethod Method { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Null: not used. Of two who use it at once only one can save.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>As <c>CHG-7 approved</c>; empty: not used.</summary>
    public string UsedFor { get; set; } = "";

    public StepUp ToStepUp() => new(Id, Method, At);
}

internal sealed class KeptStepUpConfiguration : IEntityTypeConfiguration<KeptStepUp>
{
    public void Configure(EntityTypeBuilder<KeptStepUp> stepUp)
    {
        stepUp.ToTable("step_ups").HasKey(s => s.Id);
        stepUp.Property(s => s.Id).ValueGeneratedNever();
        stepUp.Property(s => s.Method).HasConversion<string>().HasMaxLength(20);
        stepUp.Property(s => s.UsedAt).IsConcurrencyToken();
        stepUp.Property(s => s.UsedFor).HasMaxLength(KeptStepUp.MaxUseLength);
        stepUp.HasIndex(s => s.Account);
    }
}
